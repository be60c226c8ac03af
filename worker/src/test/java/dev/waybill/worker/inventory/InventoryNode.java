package dev.waybill.worker.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.inventory.DriftInput;
import dev.waybill.shared.inventory.Finding;
import dev.waybill.shared.inventory.FindingFilter;
import dev.waybill.shared.inventory.FindingPlace;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.inventory.InventoryRun;
import dev.waybill.shared.inventory.InventoryRuns;
import dev.waybill.shared.inventory.InventoryTypes;
import dev.waybill.shared.inventory.SyncInput;
import dev.waybill.shared.inventory.SyncSource;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.tenancy.Tenants;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A whole worker in this JVM, and the inventory of tenants. */
final class InventoryNode implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    InventoryNode(TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "waybill.worker.drain-timeout=100ms")
                .properties("waybill.outbound.allow=127.0.0.0/8")
                .properties(all.toArray(String[]::new))
                .run();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    long tenant(String name) {
        return bean(Tenants.class)
                .create(Scope.SEEDED, name, null)
                .orElseThrow()
                .id();
    }

    UUID store(String content) {
        return store(content.getBytes(UTF_8));
    }

    UUID store(byte[] content) {
        try {
            return bean(FileStore.class)
                    .store(
                            new NewFile(1, 1L, "subjects.ndjson", null),
                            new ByteArrayInputStream(content),
                            Long.MAX_VALUE)
                    .id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <I> Submitted submit(long tenant, JobType<I> type, I input) {
        return bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, type, input).ofTenant(tenant));
    }

    /** Takes stock of these lines and waits for the end. */
    Process sync(long tenant, String lines) {
        return sync(tenant, InventoryTypes.FULL, SyncInput.of(SyncSource.file(store(lines))));
    }

    Process sync(long tenant, JobType<SyncInput> type, SyncInput input) {
        return await(submit(tenant, type, input).id());
    }

    /** Compares and waits for the end. */
    Process drift(long tenant, DriftInput input) {
        return await(submit(tenant, InventoryTypes.DRIFT, input).id());
    }

    Process await(ProcessId id) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(id).status().terminal());
        return find(id);
    }

    Process find(ProcessId id) {
        return bean(ProcessReader.class).find(Scope.SEEDED, id).orElseThrow();
    }

    InventoryRun run(Process sync) {
        return bean(InventoryRuns.class)
                .find(Scope.SEEDED, summary(sync).path("sync_run_id").asLong())
                .orElseThrow();
    }

    List<ProcessItem> items(Process process) {
        return bean(ProcessReader.class).items(Scope.SEEDED, process.id(), null, -1, 1_000);
    }

    List<Finding> findings(long tenant) {
        return bean(Findings.class).inOrder(Scope.SEEDED, FindingFilter.ofTenant(tenant), FindingPlace.START, 1_000);
    }

    Finding finding(long tenant, String externalId) {
        return findings(tenant).stream()
                .filter(finding -> finding.subjectExternalId().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode summary(Process process) {
        return Objects.requireNonNull(process.summary(), () -> "no summary: " + process.errorMessage());
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
