package dev.waybill.shared.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class ProductUndoPostgresTest {

    private static final Set<ProductColumn> ALL = EnumSet.allOf(ProductColumn.class);

    private final Products products = new Products();
    private final TestDatabase database;
    private final JdbcClient behind;
    private final RoleTransactions roles;

    ProductUndoPostgresTest(TestDatabase database) {
        this.database = database;
        this.behind = database.superuser();
        this.roles = new RoleTransactions(database.jdbc(), new DataSourceTransactionManager(database.dataSource()));
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE products").update();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
    }

    @Test
    void restoresToTheDigit() {
        upsert(1, List.of(chair("A", "10.00")));
        List<String> before = table();
        List<ProductRestore> changes = changes(upsert(2, List.of(chair("A", "12.5"), chair("B", "1"))));

        assertThat(restore(2, changes)).containsExactly(ProductRestore.Kind.RESTORED, ProductRestore.Kind.REMOVED);
        assertThat(table()).isEqualTo(before);
        assertThat(restore(2, changes)).containsExactly(ProductRestore.Kind.ALREADY, ProductRestore.Kind.ALREADY);
    }

    @Test
    void leavesWhatIsGoneOrOfAnotherWorkspace() {
        upsert(1, List.of(chair("A", "10.00")));
        List<ProductRestore> changes = changes(upsert(2, List.of(chair("A", "12.50"))));
        assertThat(roles.asTenant(new Scope(2L, null), () -> products.restore(database.jdbc(), 2, 2, changes)))
                .containsExactly(ProductRestore.Kind.CHANGED_SINCE);

        behind.sql("DELETE FROM products").update();

        assertThat(restore(2, changes)).containsExactly(ProductRestore.Kind.CHANGED_SINCE);
    }

    @Test
    void waitsForAWriterAndThenSeesWhatItDid() throws Exception {
        List<ProductRestore> changes = changes(upsert(1, List.of(chair("A", "10.00"))));
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE waybill_tenant; SET LOCAL waybill.workspace_id = 1; "
                    + "SET LOCAL waybill.role = operator");
            statement.execute("UPDATE products SET stock = 99");
            Future<List<ProductRestore.Kind>> undo = thread.submit(() -> restore(1, changes));
            Awaitility.await().until(this::somebodyWaits);
            writer.commit();

            assertThat(undo.get()).containsExactly(ProductRestore.Kind.CHANGED_SINCE);
        }
        assertThat(behind.sql("SELECT stock FROM products").query(Integer.class).single())
                .isEqualTo(99);
    }

    @Test
    void neverDeadlocksWithImportsOfTheSameProducts() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> runs = IntStream.range(0, 40)
                    .<Future<?>>mapToObj(run -> threads.submit(() -> {
                        List<ProductDraft> mine = new ArrayList<>(IntStream.range(0, 100)
                                .mapToObj(index -> chair("P" + index, run + ".00"))
                                .toList());
                        Collections.shuffle(mine, new Random(run));
                        List<ProductRestore> changes = new ArrayList<>(changes(upsert(run, mine)));
                        Collections.shuffle(changes, new Random(run + 1));
                        assertThat(restore(run, changes)).hasSize(changes.size());
                    }))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        }
    }

    @Test
    void comparesWithoutWritingOrLocking() {
        upsert(1, List.of(chair("A", "10.00"), chair("B", "20.00")));
        List<ProductDraft> drafts = List.of(chair("C", "30.00"), chair("B", "25.50"), chair("A", "10.0"));

        List<ProductChange> compared = roles.asRuntime(() -> products.compare(database.jdbc(), 1, ALL, drafts));
        List<ProductChange> written = upsert(2, drafts);

        assertThat(compared).extracting(ProductChange::kind).isEqualTo(kinds(written));
        assertThat(compared).extracting(ProductChange::before).isEqualTo(states(written, true));
        assertThat(compared).extracting(ProductChange::after).isEqualTo(states(written, false));
        assertThat(compared.getFirst().productId()).isNull();
        assertThat(compared.getLast().productId()).isNotNull();
    }

    @Test
    void takesAtMostAThousand() {
        List<ProductDraft> many = IntStream.range(0, 1_001)
                .mapToObj(index -> chair("P" + index, "1"))
                .toList();

        assertThatThrownBy(() -> products.compare(database.jdbc(), 1, ALL, many))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<ProductChange.Kind> kinds(List<ProductChange> changes) {
        return changes.stream().map(ProductChange::kind).toList();
    }

    private static List<?> states(List<ProductChange> changes, boolean before) {
        return Collections.unmodifiableList(new ArrayList<>(changes.stream()
                .map(change -> before ? change.before() : change.after())
                .toList()));
    }

    private static List<ProductRestore> changes(List<ProductChange> changes) {
        return changes.stream()
                .filter(change -> change.after() != null)
                .map(change -> new ProductRestore(
                        Objects.requireNonNull(change.productId()),
                        change.before(),
                        Objects.requireNonNull(change.after())))
                .toList();
    }

    private List<ProductChange> upsert(long process, List<ProductDraft> drafts) {
        return roles.asTenant(Scope.SEEDED, () -> products.upsert(database.jdbc(), 1, process, ALL, drafts));
    }

    private List<ProductRestore.Kind> restore(long process, List<ProductRestore> changes) {
        return roles.asTenant(Scope.SEEDED, () -> products.restore(database.jdbc(), 1, process, changes));
    }

    private List<String> table() {
        return behind.sql(
                        "SELECT (to_jsonb(p) - '{updated_at,source_row,source_process_id}'::text[])::text FROM products p")
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
                Map.of("a", "b"),
                Map.of(),
                null,
                null,
                null);
    }
}
