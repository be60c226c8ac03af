package dev.waybill.worker.notification;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.notification.WebhookDraft;
import dev.waybill.shared.notification.WebhookEndpoint;
import dev.waybill.shared.notification.WebhookEndpoints;
import dev.waybill.shared.notification.WebhookSecret;
import dev.waybill.shared.notification.WebhookTypes;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessFilter;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A whole worker in this JVM that may deliver to the loopback network, with a job that ends as its input says. */
final class WebhookNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;

    WebhookNode(TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.addAll(List.of(
                "spring.main.banner-mode=off",
                "waybill.worker.drain-timeout=100ms",
                "waybill.outbound.allow=127.0.0.1",
                "waybill.webhooks.relay-interval=50ms"));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run();
    }

    record Input(boolean fails) {}

    static final JobType<Input> TYPE = JobType.of("told", Input.class).withMaxAttempts(1);

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    WebhookEndpoint webhook(String url, WebhookSecret secret) {
        WebhookDraft draft = new WebhookDraft(url, null, List.of("completed"), List.of("told"), true);
        return bean(WebhookEndpoints.class)
                .create(Scope.SEEDED, draft, secret, 100)
                .orElseThrow();
    }

    WebhookEndpoint webhook(long id) {
        return bean(WebhookEndpoints.class).find(Scope.SEEDED, id).orElseThrow();
    }

    ProcessId submit() {
        return bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, TYPE, new Input(false)))
                .id();
    }

    /** Returns when the run has ended, and whoever is told of it was told. */
    void awaitEnd(ProcessId run) {
        ProcessLedger ledger = bean(ProcessLedger.class);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ledger.load(run).orElseThrow().status().terminal());
    }

    /** Processes that deliver to the endpoint, oldest first. */
    List<Process> deliveries(long endpoint) {
        ProcessFilter filter = new ProcessFilter(
                Set.of(), Set.of(), null, null, null, null, WebhookTypes.RELATED_TYPE, endpoint, null, null);
        return bean(ProcessReader.class).list(Scope.SEEDED, filter, null, 100).reversed();
    }

    /** The only delivery to the endpoint, once it is in this status. */
    Process delivery(long endpoint, ProcessStatus status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> deliveries(endpoint).stream().anyMatch(process -> process.status() == status));
        List<Process> all = deliveries(endpoint);
        if (all.size() != 1) {
            throw new AssertionError("not one delivery but " + all);
        }
        return all.getFirst();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        JobType<Input> toldType() {
            return TYPE;
        }

        @Bean
        Job<Input> told() {
            return new Told();
        }
    }

    private static final class Told implements Job<Input> {
        @Override
        public JobType<Input> type() {
            return TYPE;
        }

        @Override
        public JobOutcome run(Input input, Progress progress) {
            if (input.fails()) {
                throw new Rejected("broken", "It is broken");
            }
            return new JobOutcome.Completed(Map.of());
        }
    }
}
