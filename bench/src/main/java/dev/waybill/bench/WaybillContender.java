package dev.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Waybill with everything on: ledger, events, leases, sequence numbers, row security. Started by a service, as by its peers;
 * or by a person, who is notified of each job too.
 */
final class WaybillContender implements Contender {

    /** Input of a job that does nothing. */
    record Nothing(long number) {}

    private static final JobType<Nothing> TYPE = JobType.of("bench_nothing", Nothing.class);
    private static final int AT_A_TIME = 10_000;

    private final Database database;
    private final Scope scope;
    private @Nullable ConfigurableApplicationContext context;

    WaybillContender(Database database, boolean notifies) {
        this.database = database;
        this.scope = notifies ? Scope.SEEDED : new Scope(Scope.SEEDED.workspaceId(), null);
    }

    @Override
    public void migrate() {
        application(false, 1, number -> {}).close();
    }

    @Override
    public void enqueue(int jobs) {
        try (ConfigurableApplicationContext caller = application(false, 1, number -> {})) {
            BulkSubmission bulk = caller.getBean(BulkSubmission.class);
            JsonNode input = JobJson.MAPPER.valueToTree(new Nothing(1));
            Submission one = Submission.of(scope, TYPE.name(), null, input);
            for (int left = jobs; left > 0; left -= AT_A_TIME) {
                List<Submitted> unused = bulk.all(Collections.nCopies(Math.min(left, AT_A_TIME), one));
            }
        }
    }

    @Override
    public void start(int workers, LongConsumer ran) {
        context = application(true, workers, ran);
    }

    @Override
    public long ended() {
        return database.jdbc()
                .sql("SELECT count(*) FROM processes WHERE status = 'completed'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }

    private ConfigurableApplicationContext application(boolean works, int workers, LongConsumer ran) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("ran", ran))
                .properties(
                        "spring.main.banner-mode=off",
                        "logging.level.root=warn",
                        "waybill.database.url=" + database.url(),
                        "waybill.database.username=" + database.username(),
                        "waybill.database.password=" + database.password(),
                        "waybill.worker.enabled=" + works,
                        "waybill.worker.threads=" + workers)
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        JobType<Nothing> nothingType() {
            return TYPE;
        }

        @Bean
        Job<Nothing> nothing(LongConsumer ran) {
            return new DoNothing(ran);
        }
    }

    private record DoNothing(LongConsumer ran) implements Job<Nothing> {

        @Override
        public JobType<Nothing> type() {
            return TYPE;
        }

        @Override
        public JobOutcome run(Nothing input, Progress progress) {
            ran.accept(input.number());
            return new JobOutcome.Completed(Map.of());
        }
    }
}
