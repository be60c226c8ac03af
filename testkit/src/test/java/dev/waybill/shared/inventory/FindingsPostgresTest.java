package dev.waybill.shared.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.tenancy.Tenants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@PostgresTest
class FindingsPostgresTest {

    private static final int ASKED = 20;

    private final TestDatabase database;
    private final JdbcClient behind;
    private final Findings findings;
    private final Tenants tenants;
    private long tenant;

    FindingsPostgresTest(TestDatabase database) {
        this.database = database;
        this.behind = database.superuser();
        RoleTransactions roles =
                new RoleTransactions(database.jdbc(), new DataSourceTransactionManager(database.dataSource()));
        AuditLog audit = new AuditLog(database.jdbc(), roles);
        this.findings = new Findings(database.jdbc(), roles, audit);
        this.tenants = new Tenants(database.jdbc(), roles, audit);
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE findings").update();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
        tenant = tenants.create(Scope.SEEDED, "acme", null).orElseThrow().id();
    }

    @Test
    void walksThroughAllFindingsOfATenantByteByByte() {
        fill(tenant, "'policy', unnest(ARRAY['b', 'B', 'a-b', 'ab', 'a b', 'é', 'z', '', '10', '9'])");
        fill(tenant, "'device', 'z' || n FROM generate_series(1, 25) n");
        fill(tenants.create(Scope.SEEDED, "other", null).orElseThrow().id(), "'policy', 'not mine'");

        List<Finding> walked = walk(4);

        assertThat(walked).hasSize(35);
        assertThat(walked.stream().skip(25).map(Finding::subjectExternalId))
                .containsExactly("", "10", "9", "B", "a b", "a-b", "ab", "b", "z", "é");
        assertThat(walked.stream().limit(25).map(Finding::subjectType)).containsOnly("device");
        assertThat(walk(1_000)).isEqualTo(walked);
        assertThat(findings.counts(Scope.SEEDED, FindingFilter.ofTenant(tenant)))
                .containsExactly(new FindingCount("drift", Change.CHANGED, FindingStatus.NEW, 35));
    }

    @Test
    void seesAndChangesItsOwnWorkspaceOnly() {
        fill(tenant, "'policy', 'a'");
        Scope other = new Scope(2L, 1L);
        long id = walk(10).getFirst().id();

        assertThat(findings.find(other, id)).isEmpty();
        assertThat(findings.page(other, FindingFilter.ofTenant(tenant), null, 10))
                .isEmpty();
        assertThat(findings.acknowledge(other, List.of(id)).count()).isZero();
        assertThat(findings.acknowledge(other, FindingFilter.ofTenant(tenant).upTo(id))
                        .count())
                .isZero();
        assertThat(findings.find(Scope.SEEDED, id).orElseThrow().status()).isEqualTo(FindingStatus.NEW);
    }

    @Test
    void acknowledgesNothingTwiceAndNothingThatIsResolved() {
        fill(tenant, "'policy', unnest(ARRAY['a', 'b'])");
        List<Long> ids = walk(10).stream().map(Finding::id).toList();
        behind.sql("UPDATE findings SET status = 'resolved', resolved_at = now() WHERE id = ?")
                .param(ids.getLast())
                .update();

        assertThat(findings.acknowledge(Scope.SEEDED, ids).count()).isEqualTo(1);
        assertThat(findings.acknowledge(Scope.SEEDED, ids).count()).isZero();
        assertThat(findings.unacknowledge(Scope.SEEDED, ids).count()).isEqualTo(1);
        assertThat(findings.page(Scope.SEEDED, FindingFilter.ofTenant(tenant).in(Set.of(FindingStatus.NEW)), null, 10))
                .hasSize(1);
    }

    @Test
    void takesBackJustWhatOneAcknowledgementTook() {
        fill(tenant, "'policy', unnest(ARRAY['a', 'b', 'c'])");
        List<Long> ids = walk(10).stream().map(Finding::id).toList();
        FindingFilter all = FindingFilter.ofTenant(tenant).upTo(ids.getLast());
        findings.acknowledge(Scope.SEEDED, ids.getFirst(), null);

        Findings.Changed taken = findings.acknowledge(Scope.SEEDED, all);
        Findings.Changed back = findings.unacknowledge(Scope.SEEDED, all.acknowledged(taken.at()));

        assertThat(taken.count()).isEqualTo(2);
        assertThat(back.count()).isEqualTo(2);
        assertThat(findings.find(Scope.SEEDED, ids.getFirst()).orElseThrow().status())
                .isEqualTo(FindingStatus.ACKNOWLEDGED);
    }

    @Test
    void changesOneOnlyAsItWasSeen() {
        fill(tenant, "'policy', 'a'");
        Finding seen = walk(10).getFirst();
        Finding acknowledged =
                findings.acknowledge(Scope.SEEDED, seen.id(), seen.updatedAt()).orElseThrow();

        assertThat(acknowledged.status()).isEqualTo(FindingStatus.ACKNOWLEDGED);
        assertThat(findings.unacknowledge(Scope.SEEDED, seen.id(), seen.updatedAt()))
                .isEmpty();
        assertThat(findings.unacknowledge(Scope.SEEDED, seen.id(), acknowledged.updatedAt()))
                .isPresent();
        assertThat(findings.acknowledge(new Scope(2L, 1L), seen.id(), null)).isEmpty();
    }

    @Test
    void meansWhatWasFoundAndNoHigherId() {
        fill(tenant, "'policy', unnest(ARRAY['a', 'b'])");
        List<Long> ids = walk(10).stream().map(Finding::id).toList();
        FindingFilter removed = new FindingFilter(
                tenant, Set.of(), null, null, null, null, null, null, null, Change.REMOVED, null, null);

        assertThat(findings.counts(Scope.SEEDED, removed)).isEmpty();
        assertThat(findings.counts(Scope.SEEDED, FindingFilter.ofTenant(tenant).upTo(ids.getFirst())))
                .extracting(FindingCount::count)
                .containsExactly(1L);
    }

    @Test
    void asksForTheTenantWhoseOrderItIs() {
        assertThatThrownBy(() -> findings.inOrder(Scope.SEEDED, FindingFilter.ALL, FindingPlace.START, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void walksAnIndexHoweverManyFindingsThereAre() {
        fill(tenant, "'policy', n::text FROM generate_series(1, 20000) n");
        behind.sql("ANALYZE findings").update();
        Awaitility.await().until(() -> scans("n_tup_ins") >= 20_000);
        FindingFilter filter = FindingFilter.ofTenant(tenant);

        assertWalksAnIndex(
                mine -> assertThat(mine.inOrder(Scope.SEEDED, filter, new FindingPlace("drift", "policy", "5", 1), 100))
                        .hasSize(100));
        assertWalksAnIndex(mine ->
                assertThat(mine.page(Scope.SEEDED, filter, 10_000_000L, 50)).hasSize(50));
    }

    /** On a connection of its own: the server counts its scans at the latest when it ends. */
    private void assertWalksAnIndex(Consumer<Findings> query) {
        long indexed = scans("idx_scan");
        long sequential = scans("seq_scan");
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
        JdbcClient jdbc = JdbcClient.create(connection);
        RoleTransactions roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(connection));
        Findings mine = new Findings(jdbc, roles, new AuditLog(jdbc, roles));
        for (int time = 0; time < ASKED; time++) {
            query.accept(mine);
        }
        connection.destroy();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> scans("idx_scan") + scans("seq_scan") >= indexed + sequential + ASKED);
        assertThat(scans("seq_scan")).isEqualTo(sequential);
    }

    private long scans(String kind) {
        return behind.sql("SELECT " + kind + " FROM pg_stat_user_tables WHERE relname = 'findings'")
                .query(Long.class)
                .single();
    }

    private List<Finding> walk(int limit) {
        List<Finding> all = new ArrayList<>();
        List<Finding> next = next(null, limit);
        while (!next.isEmpty()) {
            all.addAll(next);
            next = next(all.getLast(), limit);
        }
        return all;
    }

    private List<Finding> next(@Nullable Finding last, int limit) {
        FindingPlace after = last == null ? FindingPlace.START : last.place();
        return findings.inOrder(Scope.SEEDED, FindingFilter.ofTenant(tenant), after, limit);
    }

    private void fill(long owner, String subjects) {
        behind.sql("INSERT INTO findings (workspace_id, tenant_id, finding_type, scope_key, fingerprint, subject_type, "
                        + "subject_external_id, change, evidence_jsonb) SELECT 1, :tenant, 'drift', 'scope', "
                        + "encode(sha256(convert_to(s.type || ' ' || s.id, 'UTF8')), 'hex'), s.type, s.id, 'changed', '{}' "
                        + "FROM (SELECT " + subjects + ") s (type, id)")
                .param("tenant", owner)
                .update();
    }
}
