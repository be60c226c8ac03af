package dev.waybill.worker.source;

import dev.waybill.shared.imports.ApiOptions;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.RetryPolicy;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** A whole worker in this JVM with a job that walks through an API and tells what it got. */
final class ApiNode implements AutoCloseable {

    static final JobType<Input> TYPE = JobType.of("walk", Input.class)
            .withMaxAttempts(3)
            .withRetry(RetryPolicy.fixed(Duration.ofMillis(50)))
            .withTimeout(Duration.ofMinutes(2));

    private final ConfigurableApplicationContext context;

    ApiNode(TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "waybill.worker.drain-timeout=100ms")
                .properties("waybill.outbound.allow=127.0.0.0/8")
                .properties(all.toArray(String[]::new))
                .run();
    }

    record Input(ApiOptions api, @Nullable Long most) {}

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ProcessId submit(ApiOptions api, @Nullable Long most) {
        return bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, TYPE, new Input(api, most)))
                .id();
    }

    /** Walks and waits for the end. */
    Process run(ApiOptions api) {
        return await(submit(api, null));
    }

    Process await(ProcessId id) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> process(id).status().terminal());
        return process(id);
    }

    Process process(ProcessId id) {
        return bean(ProcessReader.class).find(Scope.SEEDED, id).orElseThrow();
    }

    List<String> events(ProcessId id) {
        return bean(ProcessReader.class).events(Scope.SEEDED, id, 0, 1000).stream()
                .map(ProcessEvent::type)
                .filter(type -> !type.equals("step"))
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
        JobType<Input> walkType() {
            return TYPE;
        }

        @Bean
        Job<Input> walk(ApiPages pages) {
            return new Walk(pages);
        }
    }

    private record Walk(ApiPages pages) implements Job<Input> {

        @Override
        public JobType<Input> type() {
            return TYPE;
        }

        @Override
        public JobOutcome run(Input input, Progress progress) throws Exception {
            long most = input.most() == null ? Long.MAX_VALUE : input.most();
            List<Content> all = pages.fetch(input.api(), most, new ReadLimits(1_000, 1_000, 10, 50), progress);
            JsonSource source = new JsonSource(all, new JsonOptions(input.api().records()), ReadLimits.DEFAULTS);
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("pages", all.size());
            summary.put("records", source.survey().records());
            return new JobOutcome.Completed(summary);
        }
    }
}
