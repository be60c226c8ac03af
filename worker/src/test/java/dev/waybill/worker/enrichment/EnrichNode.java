package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.catalog.ProductIdentity;
import dev.waybill.shared.catalog.Products;
import dev.waybill.shared.enrichment.EnrichmentInput;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentReviews;
import dev.waybill.shared.enrichment.EnrichmentTypes;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole worker in this JVM, on a test's database, that asks a stand-in about products. */
final class EnrichNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int AT_A_TIME = 1_000;

    private final ConfigurableApplicationContext context;
    private final JdbcClient database;

    EnrichNode(TestDatabase database, GeminiStandIn gemini, String... properties) {
        this(database, gemini, Application.class, properties);
    }

    /** @param application with beans that an application brings */
    EnrichNode(TestDatabase database, GeminiStandIn gemini, Class<?> application, String... properties) {
        this.database = database.superuser();
        List<String> all = new ArrayList<>(List.of(database.springProperties()));
        all.add("waybill.ai.gemini.base-url=" + gemini.uri());
        all.add("waybill.ai.gemini.api-key=test");
        all.add("waybill.ai.breaker.failures=100");
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "waybill.worker.drain-timeout=100ms")
                .properties(all.toArray(String[]::new))
                .run();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** New products called after the prefix, without a description. */
    List<UUID> products(String prefix, int count) {
        return products(IntStream.range(0, count)
                .mapToObj(number -> draft(prefix + number, prefix + " product " + number, null))
                .toList());
    }

    List<UUID> products(List<ProductDraft> drafts) {
        List<UUID> products = new ArrayList<>();
        for (int from = 0; from < drafts.size(); from += AT_A_TIME) {
            products.addAll(chunk(drafts.subList(from, Math.min(drafts.size(), from + AT_A_TIME))));
        }
        return products;
    }

    private List<UUID> chunk(List<ProductDraft> drafts) {
        return bean(RoleTransactions.class)
                .asTenant(
                        Scope.SEEDED,
                        () -> bean(Products.class)
                                .upsert(bean(JdbcClient.class), 1, 1, EnumSet.allOf(ProductColumn.class), drafts)
                                .stream()
                                .map(change -> Objects.requireNonNull(change.productId()))
                                .toList());
    }

    static ProductDraft draft(String sku, String name, @org.jspecify.annotations.Nullable String description) {
        return new ProductDraft(
                ProductIdentity.ofSku(sku),
                1,
                sku,
                null,
                name,
                description,
                null,
                null,
                null,
                null,
                "Acme",
                List.of(),
                List.of("kept"),
                List.of(),
                Map.of("Material", "Wool"),
                Map.of(),
                null,
                null,
                null);
    }

    ProcessId submit(ProductEnrichment input) {
        return submit(EnrichmentTypes.BULK, input);
    }

    <I extends EnrichmentInput> ProcessId submit(JobType<I> type, I input) {
        return bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, type, input))
                .id();
    }

    /** Runs it and waits until it ends or waits for review. */
    Process run(ProductEnrichment input) {
        return awaitRest(submit(input));
    }

    Process awaitRest(ProcessId id) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> process(id).status().terminal() || process(id).status() == ProcessStatus.WAITING_REVIEW);
        return process(id);
    }

    Process undo(Process process) {
        return awaitRest(bean(ProcessQueue.class)
                .undo(Caller.of(Scope.SEEDED), process.id())
                .id());
    }

    Process process(ProcessId id) {
        return bean(ProcessLedger.class).load(id).orElseThrow();
    }

    static JsonNode summary(Process process) {
        return Objects.requireNonNull(process.summary());
    }

    List<ProcessItem> items(ProcessId id) {
        return bean(ProcessReader.class).items(Scope.SEEDED, id, null, -1, 10_000);
    }

    EnrichmentReviews reviews() {
        return bean(EnrichmentReviews.class);
    }

    List<EnrichmentItem> suggestions(ProcessId id) {
        return reviews().items(Scope.SEEDED, id, null, null, -1, 10_000);
    }

    /** A product as it is in the database. */
    JsonNode product(UUID id) {
        return Objects.requireNonNull(JobJson.read(database.sql("SELECT to_jsonb(p) FROM products p WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single()));
    }

    JdbcClient database() {
        return database;
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
