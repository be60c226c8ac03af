package dev.waybill.worker.reviewpack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.reviewpack.PackStatus;
import dev.waybill.shared.reviewpack.PackWriting;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@PostgresTest
class ReviewPackPostgresTest {

    private static PackNode node;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        node = new PackNode(database);
        behind = database.superuser();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void packsFindingsAndOperationsWithAManifestOfThem() throws Exception {
        long tenant = PackNode.tenant(behind, "Nord & Süd <GmbH> 漢字", 60);
        ProcessId imported = importOf(tenant, "sku,name,price\nA,Apple,1\nB,=cmd(),2\nC,Cherry,free\n");

        ReviewPack pack = node.generate(tenant, ReviewPackOptions.ALL);

        assertThat(pack.status()).isEqualTo(PackStatus.READY);
        ReviewPack.PackFile file = Objects.requireNonNull(pack.file());
        assertThat(file.disk()).isEqualTo("postgresql");
        assertThat(file.name()).isEqualTo("review-pack-" + tenant + "-" + pack.id() + ".zip");
        assertThat(Duration.between(
                        Objects.requireNonNull(pack.generatedAt()), Objects.requireNonNull(pack.expiresAt())))
                .isEqualTo(Duration.ofDays(30));
        PackNode.Files files = node.files(pack);
        assertThat(files.names())
                .containsExactly("report.pdf", "findings.csv", "operations.csv", "items.csv", "manifest.json");
        JsonNode manifest = JobJson.MAPPER.readTree(files.get("manifest.json"));
        for (JsonNode listed : manifest.path("files")) {
            byte[] content = files.get(listed.path("name").asText());
            assertThat(listed.path("size").asLong()).isEqualTo(content.length);
            assertThat(listed.path("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
        assertThat(manifest.path("files")).hasSize(4);
        assertThat(manifest.path("format_version").asInt()).isEqualTo(1);
        assertThat(manifest.path("counts").path("findings").asLong()).isEqualTo(60);
        assertThat(manifest.path("counts")
                        .path("findings_by_status")
                        .path("acknowledged")
                        .asLong())
                .isEqualTo(12);
        assertThat(manifest.path("counts").path("operations").asLong()).isEqualTo(1);
        assertThat(manifest.path("counts").path("items").asLong()).isEqualTo(3);
        assertThat(manifest.path("pack").path("id").asLong()).isEqualTo(pack.id());

        List<CsvRecord> findings = csv(files.get("findings.csv"));
        assertThat(findings).hasSize(61);
        assertThat(findings.get(1).getField(5)).isEqualTo("SKU-12");
        assertThat(JobJson.read(findings.get(1).getField(17))).isInstanceOf(ObjectNode.class);
        List<CsvRecord> operations = csv(files.get("operations.csv"));
        assertThat(operations).hasSize(2);
        assertThat(operations.get(1).getFields().subList(0, 4))
                .containsExactly(imported.toString(), "import.csv", "'=HYPERLINK(1)", "partial");
        assertThat(csv(files.get("items.csv")))
                .extracting(row -> row.getField(2))
                .containsExactly("item_key", "A", "B", "C");

        String report = text(files.get("report.pdf"));
        assertThat(report)
                .contains("Nord & Süd <GmbH> 漢字", "Findings: 60", "drift: order (20)", "=Thing <b>12</b>")
                .contains("20 more: see findings.csv", "import.csv", "1 / ");
        assertThat(node.process(Objects.requireNonNull(pack.operationRunId())).summary())
                .hasToString(summary(pack, 60, 1, 3));
    }

    @Test
    void givesTheSameBytesForTheSameDataButForTheManifestsPack() throws Exception {
        long tenant = PackNode.tenant(behind, "Same", 40);
        importOf(tenant, "sku,name\nS1,One\nS2,Two\n");

        PackNode.Files first = node.files(node.generate(tenant, ReviewPackOptions.ALL));
        PackNode.Files second = node.files(node.generate(tenant, ReviewPackOptions.ALL));

        for (String name : List.of("report.pdf", "findings.csv", "operations.csv", "items.csv")) {
            assertThat(second.get(name)).as(name).isEqualTo(first.get(name));
        }
        ObjectNode one = (ObjectNode) JobJson.MAPPER.readTree(first.get("manifest.json"));
        ObjectNode other = (ObjectNode) JobJson.MAPPER.readTree(second.get("manifest.json"));
        assertThat(one.remove("pack")).isNotEqualTo(other.remove("pack"));
        assertThat(other).isEqualTo(one);
    }

    @Test
    void takesOnlyWhatTheOptionsAskFor() throws Exception {
        long tenant = PackNode.tenant(behind, "Options", 30);
        behind.sql("UPDATE findings SET last_seen_at = '2026-03-01Z' WHERE tenant_id = ? AND subject_type = 'order'")
                .param(tenant)
                .update();
        importOf(tenant, "sku,name\nO1,One\n");

        ReviewPackOptions early = new ReviewPackOptions(
                null, false, null, 2, null, Instant.parse("2026-02-01T00:00:00Z"), List.of("acknowledged"));
        PackNode.Files files = node.files(node.generate(tenant, early));

        assertThat(files.names()).containsExactly("report.pdf", "findings.csv", "manifest.json");
        assertThat(csv(files.get("findings.csv")))
                .hasSize(5)
                .extracting(row -> row.getField(3))
                .containsOnly("status", "acknowledged");
        assertThat(text(files.get("report.pdf")))
                .contains("2 more: see findings.csv")
                .doesNotContain("Operations");
    }

    @Test
    void keepsATenantsDataFromAnother() throws Exception {
        long tenant = PackNode.tenant(behind, "Mine", 3);
        PackNode.tenant(behind, "Theirs", 5);

        assertThat(csv(node.files(node.generate(tenant, ReviewPackOptions.ALL)).get("findings.csv")))
                .hasSize(4);
    }

    @Test
    void makesAPackOfNothing() {
        long tenant = PackNode.tenant(behind, "Nothing", 0);

        PackNode.Files files = node.files(node.generate(tenant, ReviewPackOptions.ALL));

        assertThat(new String(files.get("items.csv"), UTF_8))
                .startsWith("operation_id,item_index")
                .hasLineCount(1);
    }

    @Test
    void removesWhatAnAttemptThatDiedHasLeft() throws Exception {
        long tenant = PackNode.tenant(behind, "Died", 2);
        ReviewPack pack = node.generate(tenant, ReviewPackOptions.ALL);
        behind.sql("UPDATE review_packs SET file_id = NULL, file_name = NULL, file_size = NULL, file_sha256 = NULL,"
                        + " generated_at = NULL, expires_at = NULL, summary = NULL WHERE id = ?")
                .param(pack.id())
                .update();
        UUID left = UUID.randomUUID();
        begin(pack, left);
        store(left);
        UUID next = UUID.randomUUID();
        begin(pack, next);

        assertThat(node.bean(FileStore.class).find(1, left)).isEmpty();
        assertThat(behind.sql("SELECT writing_file_id FROM review_packs WHERE id = ?")
                        .param(pack.id())
                        .query(UUID.class)
                        .single())
                .isEqualTo(next);
    }

    @Test
    void keepsTheFileOfAnAttemptThatDiedAfterItsCommit() {
        long tenant = PackNode.tenant(behind, "Committed", 2);
        ReviewPack pack = node.generate(tenant, ReviewPackOptions.ALL);
        ProcessId process = Objects.requireNonNull(pack.operationRunId());
        behind.sql("ALTER TABLE processes DISABLE TRIGGER processes_transition").update();
        behind.sql("UPDATE processes SET status = 'failed', outcome = 'failed' WHERE id = ?")
                .param(process.value())
                .update();
        behind.sql("ALTER TABLE processes ENABLE TRIGGER processes_transition").update();

        node.bean(ProcessQueue.class).retry(Caller.of(Scope.SEEDED), process);

        assertThat(node.await(process).summary()).hasToString(summary(pack, 2, 0, 0));
        assertThat(node.pack(process).file()).isEqualTo(pack.file());
        assertThat(node.pack(process).generatedAt()).isEqualTo(pack.generatedAt());
    }

    @Test
    void readsEverythingAsOfOneMoment() throws IOException {
        long tenant = PackNode.tenant(behind, "Moment", 5);
        String count = "SELECT count(*) FROM findings WHERE tenant_id = " + tenant;
        Supplier<Long> counted =
                () -> node.bean(JdbcClient.class).sql(count).query(Long.class).single();

        List<Long> counts = new Snapshot(node.bean(PlatformTransactionManager.class))
                .read(() -> node.bean(RoleTransactions.class).asTenant(Scope.SEEDED, () -> {
                    long before = counted.get();
                    behind.sql("DELETE FROM findings WHERE tenant_id = ?")
                            .param(tenant)
                            .update();
                    return List.of(before, counted.get());
                }));

        assertThat(counts).containsExactly(5L, 5L);
    }

    private static void begin(ReviewPack pack, UUID file) {
        node.bean(RoleTransactions.class).asTenant(Scope.SEEDED, () -> {
            node.bean(PackWriting.class).begin(node.bean(JdbcClient.class), pack, file);
            return file;
        });
    }

    private static void store(UUID id) throws IOException {
        node.bean(FileStore.class)
                .store(
                        new NewFile(1, null, "left.zip", null, id),
                        new ByteArrayInputStream(new byte[] {1}),
                        Long.MAX_VALUE);
        assertThat(node.bean(FileStore.class).find(1, id)).isPresent();
    }

    private static ProcessId importOf(long tenant, String csv) throws IOException {
        UUID file = node.bean(FileStore.class)
                .store(new NewFile(1, 1L, "a.csv", null), new ByteArrayInputStream(csv.getBytes(UTF_8)), 1_000_000)
                .id();
        Submission submission = Submission.of(Scope.SEEDED, ImportTypes.CSV, CsvInput.of(file))
                .ofTenant(tenant)
                .named("=HYPERLINK(1)");
        ProcessId id = node.bean(ProcessQueue.class).submit(submission).id();
        node.await(id);
        return id;
    }

    private static String summary(ReviewPack pack, long findings, long operations, long items) {
        ObjectNode summary = JobJson.MAPPER.createObjectNode();
        summary.put("items", items);
        summary.put("findings", findings);
        summary.put("file_size", Objects.requireNonNull(pack.fileSize()));
        summary.put("operations", operations);
        summary.put("review_pack_id", pack.id());
        return summary.toString();
    }

    private static List<CsvRecord> csv(byte[] content) {
        return CsvReader.builder().ofCsvRecord(new String(content, UTF_8)).stream()
                .toList();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
