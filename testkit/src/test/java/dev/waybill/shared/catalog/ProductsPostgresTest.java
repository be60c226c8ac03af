package dev.waybill.shared.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class ProductsPostgresTest {

    private static final Set<ProductColumn> ALL = EnumSet.allOf(ProductColumn.class);

    private final Products products = new Products();
    private final JdbcClient jdbc;
    private final JdbcClient behind;
    private final RoleTransactions roles;

    ProductsPostgresTest(TestDatabase database) {
        this.jdbc = database.jdbc();
        this.behind = database.superuser();
        this.roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE products").update();
        behind.sql("INSERT INTO workspaces (id, name, currency) VALUES (2, 'other', 'CHF') ON CONFLICT DO NOTHING")
                .update();
    }

    @Test
    void insertsUpdatesAndLeavesAloneInOneGo() {
        upsert(1, List.of(chair("A", "10.00"), chair("B", "20.00")));

        List<ProductChange> changes = upsert(2, List.of(chair("C", "30.00"), chair("B", "25.50"), chair("A", "10.0")));

        assertThat(changes)
                .extracting(ProductChange::kind)
                .containsExactly(ProductChange.Kind.INSERTED, ProductChange.Kind.UPDATED, ProductChange.Kind.UNCHANGED);
        assertThat(changes).allSatisfy(change -> assertThat(change.productId()).isNotNull());
        ProductChange updated = changes.get(1);
        assertThat(price(updated.before())).isEqualTo("20.00");
        assertThat(price(updated.after())).isEqualTo("25.50");
        assertThat(changes.getLast().before()).isNull();
        assertThat(changes.getLast().after()).isNull();
        assertThat(writers()).containsExactly("A 1", "B 2", "C 2");
    }

    @Test
    void tellsTheWholeStateWithoutWhatIsItsOwn() {
        ProductDraft draft = new ProductDraft(
                ProductIdentity.ofSku("A"),
                2,
                "A",
                "chair",
                "Chair",
                "Oak \\ \"solid\" {x}",
                new BigDecimal("1234.50"),
                new BigDecimal("1500.00"),
                "EUR",
                -3,
                "Nordform",
                List.of("Home > Chairs", "Sale, now"),
                List.of("oak"),
                List.of("https://a/1.png"),
                Map.of("Colour", "red", "Sizes", List.of("S", "M")),
                Map.of("Size", "S"),
                "P",
                "741",
                "700");

        JsonNode state =
                Objects.requireNonNull(upsert(1, List.of(draft)).getFirst().after());

        assertThat(state.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(
                        ALL.stream().map(ProductColumn::columnName).toList());
        assertThat(state.get("description").asText()).isEqualTo("Oak \\ \"solid\" {x}");
        assertThat(state.get("compare_at_price").decimalValue()).isEqualTo(new BigDecimal("1500.00"));
        assertThat(state.get("categories").get(1).asText()).isEqualTo("Sale, now");
        assertThat(state.get("attributes").get("Sizes").get(1).asText()).isEqualTo("M");
        assertThat(upsert(2, List.of(draft)).getFirst().kind()).isEqualTo(ProductChange.Kind.UNCHANGED);
    }

    @Test
    void leavesColumnsThatTheSourceDoesNotHave() {
        ProductDraft full = chair("A", "10.00");
        upsert(1, List.of(full));
        ProductDraft priceOnly = new ProductDraft(
                full.identity(),
                9,
                "A",
                null,
                "Chair",
                null,
                new BigDecimal("12.00"),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                null,
                null);

        ProductChange change = upsert(
                        2, EnumSet.of(ProductColumn.SKU, ProductColumn.NAME, ProductColumn.PRICE), List.of(priceOnly))
                .getFirst();

        JsonNode after = Objects.requireNonNull(change.after());
        assertThat(price(after)).isEqualTo("12.00");
        assertThat(after.get("tags").get(0).asText()).isEqualTo("wood");
        assertThat(after.get("vendor").asText()).isEqualTo("Nordform");
        assertThat(after.get("currency").asText()).isEqualTo("EUR");
    }

    @Test
    void clearsColumnsThatTheSourceLeavesEmpty() {
        upsert(1, List.of(chair("A", "10.00")));
        ProductDraft bare = new ProductDraft(
                ProductIdentity.ofSku("A"),
                2,
                "A",
                null,
                "Chair",
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                null,
                null);

        JsonNode after =
                Objects.requireNonNull(upsert(2, List.of(bare)).getFirst().after());

        assertThat(after.has("price")).isFalse();
        assertThat(after.has("vendor")).isFalse();
        assertThat(after.get("tags")).isEmpty();
    }

    @Test
    void keepsWorkspacesApart() {
        upsert(1, List.of(chair("A", "10.00")));

        ProductChange other = roles.asTenant(
                        new Scope(2L, null), () -> products.upsert(jdbc, 2, 5, ALL, List.of(chair("A", "11.00"))))
                .getFirst();

        assertThat(other.kind()).isEqualTo(ProductChange.Kind.INSERTED);
        assertThat(behind.sql("SELECT count(*) FROM products").query(Long.class).single())
                .isEqualTo(2);
        assertThat(roles.asTenant(new Scope(2L, null), () -> products.currencyOf(jdbc, 2)))
                .isEqualTo("CHF");
    }

    @Test
    void takesAsManyAsAChunkHolds() {
        List<ProductDraft> drafts = IntStream.range(0, Products.LARGEST_UPSERT)
                .mapToObj(index -> chair("P" + index, index + ".00"))
                .toList();

        assertThat(upsert(1, drafts)).hasSize(1_000).allMatch(change -> change.kind() == ProductChange.Kind.INSERTED);
        assertThat(upsert(2, drafts)).hasSize(1_000).allMatch(change -> change.kind() == ProductChange.Kind.UNCHANGED);
    }

    @Test
    void waitsForAnInsertOfTheSameProductAndThenSeesIt() throws Exception {
        CountDownLatch inserted = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> roles.asTenant(Scope.SEEDED, () -> {
                products.upsert(jdbc, 1, 1, ALL, List.of(chair("B", "10.00")));
                inserted.countDown();
                awaitQuietly(mayCommit);
                return null;
            }));
            inserted.await();
            Future<List<ProductChange>> second =
                    threads.submit(() -> upsert(2, List.of(chair("A", "1.00"), chair("B", "11.00"))));
            Awaitility.await().until(this::somebodyWaits);
            mayCommit.countDown();
            first.get();

            assertThat(second.get())
                    .extracting(ProductChange::kind)
                    .containsExactly(ProductChange.Kind.INSERTED, ProductChange.Kind.UPDATED);
            assertThat(price(second.get().getLast().before())).isEqualTo("10.00");
        }
    }

    @Test
    void neverDeadlocksWithImportsOfTheSameProducts() throws Exception {
        List<ProductDraft> drafts = new ArrayList<>(IntStream.range(0, 200)
                .mapToObj(index -> chair("P" + index, "1.00"))
                .toList());
        upsert(1, drafts.subList(0, 100));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> runs = IntStream.range(0, 40)
                    .<Future<?>>mapToObj(run -> threads.submit(() -> {
                        List<ProductDraft> mine = new ArrayList<>(IntStream.range(0, 200)
                                .mapToObj(index -> chair("P" + index, run + ".00"))
                                .toList());
                        Collections.shuffle(mine, new Random(run));
                        assertThat(upsert(run + 2, mine)).hasSize(200);
                    }))
                    .toList();
            for (Future<?> run : runs) {
                get(run);
            }
        }
        assertThat(behind.sql("SELECT count(DISTINCT price) FROM products")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void linksVariationsThatNameTheirParentByItsId() {
        ProductDraft child = child("T-R", "741");
        upsert(1, List.of(child, parent("T", "741"), child("X-R", "999")));

        assertThat(roles.asTenant(Scope.SEEDED, () -> products.linkParents(jdbc, 1, 1)))
                .isEqualTo(1);
        assertThat(roles.asTenant(Scope.SEEDED, () -> products.linkParents(jdbc, 1, 1)))
                .isZero();

        assertThat(parents()).containsExactly("T null", "T-R T", "X-R null");
        assertThat(upsert(2, List.of(child)).getFirst().kind())
                .as("the link is no difference to the file")
                .isEqualTo(ProductChange.Kind.UNCHANGED);
    }

    @Test
    void findsStoredProductsByTheirIdentity() {
        behind.sql("""
                        INSERT INTO products (workspace_id, identity_key, name)
                        SELECT 1, 'sku:' || n, 'x' FROM generate_series(1, 20000) n
                        """).update();
        behind.sql("ANALYZE products").update();

        String plan = String.join(
                "\n",
                behind.sql("""
                                EXPLAIN SELECT p.id, p.identity_key, p AS product
                                FROM products p
                                WHERE p.workspace_id = 1 AND p.identity_key = ANY (:keys)
                                ORDER BY p.identity_key
                                FOR NO KEY UPDATE
                                """)
                        .param("keys", new String[] {"sku:1", "sku:2"})
                        .query(String.class)
                        .list());

        assertThat(plan).contains("products_identity_unique");
    }

    private List<ProductChange> upsert(long process, List<ProductDraft> drafts) {
        return upsert(process, ALL, drafts);
    }

    private List<ProductChange> upsert(long process, Set<ProductColumn> columns, List<ProductDraft> drafts) {
        return roles.asTenant(Scope.SEEDED, () -> products.upsert(jdbc, 1, process, columns, drafts));
    }

    private List<String> writers() {
        return behind.sql("SELECT sku || ' ' || source_process_id FROM products ORDER BY sku")
                .query(String.class)
                .list();
    }

    private List<String> parents() {
        return behind.sql("SELECT sku || ' ' || COALESCE(parent_sku, 'null') FROM products ORDER BY sku")
                .query(String.class)
                .list();
    }

    private boolean somebodyWaits() {
        return behind.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static ProductDraft chair(String sku, String price) {
        return new ProductDraft(
                ProductIdentity.ofSku(sku),
                2,
                sku,
                null,
                "Chair",
                null,
                new BigDecimal(price),
                null,
                "EUR",
                1,
                "Nordform",
                List.of("Home"),
                List.of("wood"),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                null,
                null);
    }

    private static ProductDraft parent(String sku, String sourceId) {
        return variation(sku, sourceId, null);
    }

    private static ProductDraft child(String sku, String parentSourceId) {
        return variation(sku, null, parentSourceId);
    }

    private static ProductDraft variation(String sku, @Nullable String sourceId, @Nullable String parentSourceId) {
        return new ProductDraft(
                ProductIdentity.ofSku(sku),
                2,
                sku,
                null,
                "Tee",
                null,
                null,
                null,
                "EUR",
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                sourceId,
                parentSourceId);
    }

    private static String price(@Nullable JsonNode state) {
        return Objects.requireNonNull(state).get("price").decimalValue().toPlainString();
    }

    private static void get(Future<?> run) throws InterruptedException {
        try {
            run.get();
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
