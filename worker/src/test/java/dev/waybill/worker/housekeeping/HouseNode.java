package dev.waybill.worker.housekeeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.schedule.ScheduleTargets;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A whole worker in this JVM, with a job that ends as its input says, and a type that nobody runs. */
final class HouseNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final JobType<Input> ENDS = JobType.of("house_ends", Input.class);
    static final JobType<Input> WAITS = JobType.of("house_waits", Input.class);
    static final JobType<Input> FOR_MANY = JobType.of("house_for_many", Input.class);

    /** @param ending fails, errs or anything else; a file id may stand there */
    record Input(@Nullable String ending, @Nullable String fileId) {}

    private final ConfigurableApplicationContext context;

    HouseNode(TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.main.banner-mode=off",
                        "waybill.worker.drain-timeout=100ms",
                        "waybill.retention.pause=0ms",
                        "waybill.schedules.hourly-unused-files.enabled=false")
                .properties(all.toArray(String[]::new))
                .run();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ProcessId submit(JobType<Input> type, @Nullable String ending, @Nullable String fileId) {
        return bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, type, new Input(ending, fileId)))
                .id();
    }

    ProcessId ended(String ending) {
        ProcessId id = submit(ENDS, ending, null);
        await(id);
        return id;
    }

    /** Submits what only the system does, and waits for its end. */
    <I> Process run(Scope scope, JobType<I> type, I input) {
        return await(bean(ProcessQueue.class)
                .submit(Submission.of(scope, type, input))
                .id());
    }

    Process await(ProcessId id) {
        Awaitility.await().atMost(PATIENCE).until(() -> process(id).status().terminal());
        return process(id);
    }

    Process process(ProcessId id) {
        return bean(ProcessLedger.class).load(id).orElseThrow();
    }

    ProcessStatus status(ProcessId id) {
        return process(id).status();
    }

    boolean exists(ProcessId id) {
        return bean(ProcessLedger.class).load(id).isPresent();
    }

    List<ProcessItem> items(ProcessId id) {
        return bean(ProcessReader.class).items(Scope.SEEDED, id, null, -1, 10_000);
    }

    List<String> events(ProcessId id) {
        return bean(ProcessReader.class).events(Scope.SEEDED, id, 0, 1_000).stream()
                .map(ProcessEvent::type)
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        JobType<Input> endsType() {
            return ENDS;
        }

        @Bean
        JobType<Input> waitsType() {
            return WAITS;
        }

        @Bean
        JobType<Input> forManyType() {
            return FOR_MANY;
        }

        @Bean
        Job<Input> ends() {
            return new Ends();
        }

        @Bean
        ScheduleTargets manyTargets() {
            return new ScheduleTargets() {
                @Override
                public String label() {
                    return FOR_MANY.label();
                }

                @Override
                public List<Target> targets(ObjectNode input) {
                    return List.of(
                            new Target(
                                    1, null, JobJson.MAPPER.createObjectNode().put("ending", "one")),
                            new Target(
                                    2, null, JobJson.MAPPER.createObjectNode().put("ending", "two")));
                }
            };
        }

        @Bean
        ItemRetry endsRetry() {
            return new ItemRetry() {
                @Override
                public String label() {
                    return ENDS.label();
                }

                @Override
                public ObjectNode input(ObjectNode original, long retryOf) {
                    return original.put("ending", "well");
                }
            };
        }
    }

    private static final class Ends implements Job<Input> {
        @Override
        public JobType<Input> type() {
            return ENDS;
        }

        @Override
        public JobOutcome run(Input input, Progress progress) throws Exception {
            if ("fails".equals(input.ending())) {
                throw new Rejected("broken", "It broke");
            }
            if ("errs".equals(input.ending())) {
                progress.chunk(tx -> new ChunkResult(
                        List.of(
                                ItemResult.error(0, "a", "bad", "It is bad", null),
                                ItemResult.success(1, "b", null, null)),
                        null));
                return new JobOutcome.CompletedWithErrors(Map.of(), List.of());
            }
            return new JobOutcome.Completed(Map.of());
        }
    }
}
