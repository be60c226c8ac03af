package dev.waybill.api.process;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.Outlook;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.RequestKeys;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The routes of processes. */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnBean(JsonBody.class)
public class ProcessApiAutoConfiguration {

    @Bean
    ProcessViews processViews(ObjectProvider<ItemRetry> retries, Clock clock) {
        return new ProcessViews(retries.stream().toList(), clock);
    }

    @Bean
    ProcessAnswers processAnswers(ProcessReader reader, Outlook outlook, ProcessViews views) {
        return new ProcessAnswers(reader, outlook, views);
    }

    @Bean
    Intake intake(
            JobCatalog catalog,
            ProcessQueue queue,
            RequestKeys keys,
            ProcessAnswers answers,
            Clock clock,
            ObjectProvider<Opening> openings) {
        return new Intake(
                catalog, queue, keys, answers, clock, openings.stream().toList());
    }

    @Bean
    SubmitController submitController(JsonBody bodies, Intake intake) {
        return new SubmitController(bodies, intake);
    }

    @Bean
    ProcessController processController(
            ProcessReader reader, ProcessAnswers answers, Changes changes, ProcessViews views, Clock clock) {
        return new ProcessController(reader, answers, changes, views, clock);
    }

    @Bean
    ActionController actionController(JsonBody bodies, ProcessQueue queue, RequestKeys keys, ProcessAnswers answers) {
        return new ActionController(bodies, queue, keys, answers);
    }

    @Bean
    FailedRowsController failedRowsController(ProcessReader reader, ProcessAnswers answers) {
        return new FailedRowsController(reader, answers);
    }
}
