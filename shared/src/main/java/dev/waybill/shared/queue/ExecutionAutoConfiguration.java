package dev.waybill.shared.queue;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** What JobRunr calls in an application that executes processes. */
@AutoConfiguration(
        afterName = {
            "dev.waybill.worker.runtime.RuntimeAutoConfiguration",
            "dev.waybill.shared.schedule.ScheduleAutoConfiguration"
        })
@ConditionalOnBean(ProcessExecution.class)
public class ExecutionAutoConfiguration {

    @Bean
    LostClaims lostClaims(ProcessExecution execution) {
        return new LostClaims(execution);
    }

    @Bean
    RunProcessHandler runProcessHandler(
            ProcessExecution execution, AttemptEnds ends, LostClaims lostClaims, UnstartedClaims unstarted) {
        return new RunProcessHandler(execution, ends, lostClaims, unstarted);
    }

    @Bean
    @ConditionalOnBean(Ticks.class)
    RunScheduleHandler runScheduleHandler(Ticks ticks, LedgerStorageProvider storageProvider) {
        return new RunScheduleHandler(ticks, storageProvider);
    }
}
