package dev.waybill.worker.locations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.locations.LocationBatch;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationReviews;
import dev.waybill.shared.locations.NewLocationBatch;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A whole worker in this JVM, on a test's database, that asks a stand-in. */
final class LocationNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(40);

    private final ConfigurableApplicationContext context;

    LocationNode(TestDatabase database, GeminiStandIn gemini, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.add("waybill.ai.gemini.base-url=" + gemini.uri());
        all.add("waybill.ai.gemini.api-key=test");
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

    /** A batch of coffee bars; the process that generates it is enqueued. */
    ProcessId create(int count, String geography) {
        JsonNode answers = Objects.requireNonNull(JobJson.read("""
                {"brand": "Bean There", "business_type": "coffee bar", "geography": "%s", "language": "en",
                 "services": ["takeaway", "seats"]}
                """.formatted(geography)));
        return bean(LocationReviews.class).create(Scope.SEEDED, new NewLocationBatch(answers, count, null, null, null));
    }

    /** Runs it and waits until it ends or waits for review. */
    Process run(int count, String geography) {
        ProcessId id = create(count, geography);
        return awaitEnd(id);
    }

    Process awaitEnd(ProcessId id) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> process(id).status().terminal() || process(id).status() == ProcessStatus.WAITING_REVIEW);
        return process(id);
    }

    Process process(ProcessId id) {
        return bean(ProcessReader.class).find(Scope.SEEDED, id).orElseThrow();
    }

    LocationBatch batch(ProcessId id) {
        return bean(LocationReviews.class).ofProcess(Scope.SEEDED, id).orElseThrow();
    }

    List<LocationItem> items(ProcessId id) {
        return bean(LocationReviews.class).items(Scope.SEEDED, batch(id).id(), null, 0, 1_000);
    }

    List<ProcessEvent> events(ProcessId id) {
        return bean(ProcessReader.class).events(Scope.SEEDED, id, 0, 1_000);
    }

    List<String> notes(ProcessId id) {
        return events(id).stream()
                .filter(event -> event.type().equals("note"))
                .map(event -> String.valueOf(event.message()))
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
