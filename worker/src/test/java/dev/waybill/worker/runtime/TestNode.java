package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Control;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.QueueControls;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A whole worker in this JVM, on a test's database, with the scripted job. */
final class TestNode implements AutoCloseable {

    /** A type that no worker runs. */
    static final JobType<Scripted.Input> UNSERVED = Scripted.TYPE.withSubtype("unserved");

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;

    TestNode(TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "waybill.worker.drain-timeout=100ms")
                .properties(all.toArray(String[]::new))
                .run();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ProcessQueue queue() {
        return bean(ProcessQueue.class);
    }

    ProcessReader reader() {
        return bean(ProcessReader.class);
    }

    ProcessId submit(String script) {
        return queue().submit(Submission.of(Scope.SEEDED, Scripted.TYPE, new Scripted.Input(script)))
                .id();
    }

    Process process(ProcessId id) {
        return reader().find(Scope.SEEDED, id).orElseThrow();
    }

    List<String> events(ProcessId id) {
        return reader().events(Scope.SEEDED, id, 0, 1000).stream()
                .map(ProcessEvent::type)
                .toList();
    }

    Process await(ProcessId id, ProcessStatus status) {
        Awaitility.await().atMost(PATIENCE).until(() -> process(id).status() == status);
        return process(id);
    }

    /** Holds the scripted type back, or lets it go on. */
    void pause(boolean paused) {
        bean(QueueControls.class)
                .put(
                        Scope.SEEDED,
                        Control.Scope.TYPE,
                        Scripted.TYPE.label(),
                        paused,
                        "for the test",
                        null,
                        before -> {});
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        JobType<Scripted.Input> scriptedType() {
            return Scripted.TYPE;
        }

        @Bean
        Job<Scripted.Input> scripted() {
            return new Scripted(Scripted.TYPE);
        }

        @Bean
        JobType<Scripted.Input> unservedType() {
            return UNSERVED;
        }

        @Bean
        JobType<Scripted.Input> impatientType() {
            return Scripted.IMPATIENT;
        }

        @Bean
        Job<Scripted.Input> impatient() {
            return new Scripted(Scripted.IMPATIENT);
        }
    }
}
