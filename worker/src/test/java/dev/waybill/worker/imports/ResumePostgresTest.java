package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.catalog.Products;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ResumePostgresTest {

    private static final String SHOPIFY = "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant Price,Image Src\n";

    private static ImportNode node;

    private final JdbcClient behind;

    ResumePostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = new ImportNode(database, "waybill.worker.enabled=true");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE products").update();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "0,true", "1,false", "2,true", "3,false", "4,true"})
    void endsAfterACrashAsIfThereHadBeenNone(int chunk, boolean afterCommit) throws Exception {
        CsvInput input = CsvInput.of(node.store("shop.csv", shop()));
        ChunkDriver whole = driver();
        JobOutcome expected = whole.finish(job(10), input);
        List<String> products = products();
        empty();

        ChunkDriver crashed = driver().crashIn(chunk, afterCommit);
        JobOutcome outcome = crashed.finish(job(10), input);

        assertThat(outcome).isEqualTo(expected).isInstanceOf(JobOutcome.CompletedWithErrors.class);
        assertThat(outcome.summary())
                .containsEntry("rows", 47L)
                .containsEntry("inserted", 42L)
                .containsEntry("merged", 2L)
                .containsEntry("failed", 3L);
        assertThat(results(crashed)).isEqualTo(results(whole)).hasSize(47);
        assertThat(products()).isEqualTo(products).hasSize(42);
        assertThat(crashed.total).isEqualTo(47);
    }

    @Test
    void goesOnWithOtherSettingsThanItBeganWith() throws Exception {
        CsvInput input = CsvInput.of(node.store("shop.csv", shop()));
        ChunkDriver driver = driver().crashIn(1, true);
        try {
            job(10).run(input, driver);
        } catch (RuntimeException crash) {
            assertThat(driver.items).isNotEmpty();
        }

        assertThat(driver.finish(job(1_000), input).summary()).containsEntry("inserted", 42L);
        assertThat(products()).hasSize(42);
    }

    @Test
    void writesChunksOfTheSizeThatIsSet() throws Exception {
        StringBuilder text = new StringBuilder("sku,name\n");
        IntStream.range(0, 2_500).forEach(row -> text.append("P").append(row).append(",Chair\n"));
        ChunkDriver driver = driver();

        driver.finish(job(1_000), CsvInput.of(node.store("plain.csv", text.toString())));

        assertThat(driver.chunkSizes).containsExactly(1_000, 1_000, 500);
    }

    @Test
    void keepsNoMoreOfAChunkInMemoryThanItMay() throws Exception {
        StringBuilder text = new StringBuilder("sku,name,description\n");
        String long100k = "x".repeat(100_000);
        IntStream.range(0, 300)
                .forEach(row -> text.append("P")
                        .append(row)
                        .append(",Chair,")
                        .append(long100k)
                        .append('\n'));
        ChunkDriver driver = driver();

        driver.finish(job(1_000), CsvInput.of(node.store("long.csv", text.toString())));

        assertThat(driver.chunkSizes).hasSizeGreaterThan(3).allMatch(size -> size < 100);
        assertThat(products()).hasSize(300);
    }

    /** Handles of three variants, two with a further image, and three rows that are bad, the last a duplicate. */
    private static String shop() {
        StringBuilder text = new StringBuilder(SHOPIFY);
        for (int handle = 0; handle < 14; handle++) {
            text.append("h%d,Tee %d,Acme,Size,S,10,https://i/%d.png%n".formatted(handle, handle, handle));
            text.append("h%d,,,,M,11,%n".formatted(handle));
            text.append("h%d,,,,L,12,%n".formatted(handle));
            if (handle % 7 == 3) {
                text.append("h%d,,,,,,https://i/%d-back.png%n".formatted(handle, handle));
            }
        }
        text.append("h90,Bad,Acme,Size,S,-1,\n");
        text.append("h91,,Acme,Size,S,5,\n");
        text.append("h0,Tee 0,Acme,Size,S,10,\n");
        return text.toString();
    }

    private static ChunkDriver driver() {
        return new ChunkDriver(node.bean(RoleTransactions.class), node.bean(JdbcClient.class));
    }

    private static Job<CsvInput> job(int chunkSize) {
        return new Imports(
                        node.bean(FileStore.class),
                        List.of(new ProductTarget(node.bean(Products.class))),
                        node.bean(ProcessReader.class),
                        new ImportProperties(chunkSize, 1_000_000, 1 << 20, 1 << 22))
                .csv();
    }

    private static List<String> results(ChunkDriver driver) {
        return driver.items.entrySet().stream()
                .map(Map.Entry::getValue)
                .map(ResumePostgresTest::withoutId)
                .map(JobJson::write)
                .toList();
    }

    private static ItemResult withoutId(ItemResult item) {
        return new ItemResult(
                item.index(),
                item.key(),
                null,
                item.status(),
                item.message(),
                item.errorCode(),
                item.before(),
                item.after());
    }

    private List<String> products() {
        return behind.sql("""
                        SELECT identity_key || ' ' || name || ' ' || COALESCE(vendor, '') || ' ' || image_urls::text
                        FROM products ORDER BY identity_key
                        """).query(String.class).list();
    }
}
