package dev.waybill.worker.reviewpack;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.shared.reviewpack.ReviewPacks;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole worker in this JVM, and tenants with findings. */
final class PackNode implements AutoCloseable {

    private static final String FINDINGS = """
            INSERT INTO findings (workspace_id, tenant_id, finding_type, scope_key, fingerprint, subject_type,
                subject_external_id, change, status, evidence_jsonb, acknowledged_at, first_seen_at, last_seen_at,
                created_at, updated_at)
            SELECT 1, :tenant, 'drift', 'scope', encode(sha256((:tenant || '/' || n)::text::bytea), 'hex'),
                CASE n % 3 WHEN 0 THEN 'order' ELSE 'product' END, 'SKU-' || n,
                CASE n % 10 WHEN 0 THEN 'added' WHEN 1 THEN 'removed' ELSE 'changed' END,
                CASE n % 5 WHEN 0 THEN 'acknowledged' ELSE 'new' END,
                jsonb_build_object('differences', jsonb_build_array(
                    jsonb_build_object('path', '/price', 'old', n, 'new', n + 1),
                    jsonb_build_object('path', '/title', 'old', 'Thing ' || n, 'new', '=Thing <b>' || n || '</b>'))),
                CASE n % 5 WHEN 0 THEN t END, t, t, t, t
            FROM generate_series(1, :count) AS n, (SELECT timestamptz '2026-01-31 08:30:00Z' AS t) AS moment
            """;

    private final ConfigurableApplicationContext context;

    PackNode(TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "waybill.worker.drain-timeout=100ms")
                .properties(all.toArray(String[]::new))
                .run();
    }

    static long tenant(JdbcClient behind, String name, int findings) {
        long tenant = behind.sql("INSERT INTO tenants (workspace_id, name) VALUES (1, :name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
        behind.sql(FINDINGS).param("tenant", tenant).param("count", findings).update();
        return tenant;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ProcessId submit(long tenant, ReviewPackOptions options) {
        return bean(ReviewPacks.class).create(Scope.SEEDED, tenant, options, null);
    }

    /** Generates a pack and waits for it. */
    ReviewPack generate(long tenant, ReviewPackOptions options) {
        ProcessId id = submit(tenant, options);
        Process ended = await(id);
        if (ended.status() != ProcessStatus.COMPLETED) {
            throw new AssertionError(ended.reasonCode() + ": " + ended.errorMessage());
        }
        return pack(id);
    }

    ReviewPack pack(ProcessId process) {
        return bean(ReviewPacks.class).ofProcess(Scope.SEEDED, process).orElseThrow();
    }

    Process await(ProcessId id) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> process(id).status().terminal());
        return process(id);
    }

    Process process(ProcessId id) {
        return bean(ProcessLedger.class).load(id).orElseThrow();
    }

    /** Files by name, in the order of their archive. */
    record Files(Map<String, byte[]> byName) {

        byte[] get(String name) {
            return Objects.requireNonNull(byName.get(name), name);
        }

        List<String> names() {
            return List.copyOf(byName.keySet());
        }
    }

    /** The files of a pack. */
    Files files(ReviewPack pack) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream content = bean(FileStore.class)
                        .open(1, Objects.requireNonNull(pack.file()).id());
                ZipInputStream zip = new ZipInputStream(content)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
            return new Files(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
