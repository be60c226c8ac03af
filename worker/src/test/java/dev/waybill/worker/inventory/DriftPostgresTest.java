package dev.waybill.worker.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.inventory.Change;
import dev.waybill.shared.inventory.DriftInput;
import dev.waybill.shared.inventory.DriftOptions;
import dev.waybill.shared.inventory.Finding;
import dev.waybill.shared.inventory.FindingStatus;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.inventory.InventoryTypes;
import dev.waybill.shared.inventory.SyncInput;
import dev.waybill.shared.inventory.SyncSource;
import dev.waybill.shared.inventory.UnorderedArray;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessFilter;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Ticks;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class DriftPostgresTest {

    private static TestDatabase database;
    private static InventoryNode node;
    private long tenant;

    @BeforeAll
    static void start(TestDatabase newDatabase) {
        database = newDatabase;
        node = new InventoryNode(
                database,
                "waybill.drift.chunk-size=2",
                "waybill.drift.subjects.device.evidence-fields=/name",
                "waybill.drift.subjects.device.ignored-paths=/seen");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void makeTenant() {
        tenant = node.tenant("acme");
    }

    @Test
    void theNightlyScheduleComparesWhatCanBeCompared() {
        long compared = node.tenant("nightly");
        long once = node.tenant("only once");
        node.sync(compared, "{\"subject_type\": \"policy\", \"external_id\": \"a\", \"content\": {\"v\": 1}}");
        node.sync(compared, "{\"subject_type\": \"policy\", \"external_id\": \"a\", \"content\": {\"v\": 2}}");
        node.sync(once, "{\"subject_type\": \"policy\", \"external_id\": \"a\", \"content\": {\"v\": 1}}");

        Instant due = Instant.now();
        node.bean(Ticks.class).tick("nightly-drift", due);
        node.bean(Ticks.class).tick("nightly-drift", due);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> node.findings(compared).size() == 1);
        assertThat(node.findings(once)).isEmpty();
        assertThat(node.bean(ProcessReader.class)
                        .list(
                                Scope.SEEDED,
                                new ProcessFilter(
                                        Set.of(), Set.of(), "drift", null, compared, null, null, null, null, null),
                                null,
                                10))
                .singleElement()
                .satisfies(run -> assertThat(String.valueOf(run.context())).contains("nightly-drift"));
    }

    @Test
    void findsWhatWasAddedRemovedAndChanged() {
        Process before = node.sync(tenant, lines(of("a", 1), of("b", 1), of("c", 1), of("d", 1)));
        Process after = node.sync(tenant, lines(of("a", 1), of("b", 2), of("d", 3), of("e", 1)));

        Process drift = node.drift(tenant, DriftInput.ofScope(scope(after)));

        assertThat(drift.outcome()).as(drift.errorMessage()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(node.findings(tenant))
                .extracting(Finding::subjectExternalId, Finding::change, Finding::status)
                .containsExactly(
                        tuple("b", Change.CHANGED, FindingStatus.NEW),
                        tuple("c", Change.REMOVED, FindingStatus.NEW),
                        tuple("d", Change.CHANGED, FindingStatus.NEW),
                        tuple("e", Change.ADDED, FindingStatus.NEW));
        Finding changed = node.finding(tenant, "b");
        assertThat(changed.evidence().toString())
                .isEqualTo("{\"differences\":[{\"new\":2,\"old\":1,\"path\":\"/value\"}]}");
        assertThat(node.finding(tenant, "e").evidence().toString()).isEqualTo("{\"fields\":{\"/value\":1}}");
        assertThat(changed.baselineRunId()).isEqualTo(node.run(before).id());
        assertThat(changed.currentRunId()).isEqualTo(node.run(after).id());
        assertThat(changed.operationRunId())
                .isEqualTo(changed.firstOperationRunId())
                .isEqualTo(drift.id().value());
        JsonNode itemIds = Objects.requireNonNull(drift.itemIds());
        assertThat(itemIds.path("scope_key").asText()).isEqualTo(scope(after));
        assertThat(itemIds.path("baseline_run_id").asLong())
                .isEqualTo(node.run(before).id());
        assertThat(itemIds.path("current_run_id").asLong())
                .isEqualTo(node.run(after).id());
        assertThat(drift.kind().resource() + "." + drift.kind().action()).isEqualTo("drift.generate");
        assertThat(drift.counters().total()).isEqualTo(4);
        assertThat(InventoryNode.summary(drift).path("changed").asLong()).isEqualTo(2);
    }

    @Test
    void addsNothingWhenItRunsAgainAndKeepsAnAcknowledgement() {
        Process before = node.sync(tenant, lines(of("a", 1)));
        Process after = node.sync(tenant, lines(of("a", 2)));
        DriftInput both = between(before, after);
        Process first = node.drift(tenant, both);
        Finding seen = node.finding(tenant, "a");
        assertThat(node.bean(Findings.class)
                        .acknowledge(Scope.SEEDED, List.of(seen.id()))
                        .count())
                .isEqualTo(1);

        Process again = node.drift(tenant, both);

        Finding kept = node.finding(tenant, "a");
        assertThat(node.findings(tenant)).hasSize(1);
        assertThat(kept.status()).isEqualTo(FindingStatus.ACKNOWLEDGED);
        assertThat(kept.acknowledgedBy()).isEqualTo(1);
        assertThat(kept.fingerprint()).isEqualTo(seen.fingerprint());
        assertThat(kept.firstOperationRunId()).isEqualTo(first.id().value());
        assertThat(kept.operationRunId()).isEqualTo(again.id().value());
        assertThat(kept.lastSeenAt()).isAfter(seen.lastSeenAt());
        assertThat(InventoryNode.summary(again).path("findings").toString())
                .contains("\"persisting\":1", "\"created\":0");
    }

    @Test
    void resolvesWhatIsGoneAndMakesWhatReturnsNew() {
        Process good = node.sync(tenant, lines(of("a", 1), of("b", 1), of("c", 1)));
        Process drifted = node.sync(tenant, lines(of("a", 2), of("b", 2), of("c", 2)));
        Process repaired = node.sync(tenant, lines(of("a", 1), of("b", 1), of("c", 1)));
        node.drift(tenant, between(good, drifted));
        node.bean(Findings.class)
                .acknowledge(Scope.SEEDED, List.of(node.finding(tenant, "a").id()));

        Process gone = node.drift(tenant, between(good, repaired));

        assertThat(node.findings(tenant))
                .extracting(Finding::status)
                .containsExactly(FindingStatus.RESOLVED, FindingStatus.RESOLVED, FindingStatus.RESOLVED);
        assertThat(InventoryNode.summary(gone).path("findings").path("resolved").asLong())
                .isEqualTo(3);

        Process returned = node.drift(tenant, between(good, drifted));

        assertThat(node.findings(tenant))
                .allSatisfy(finding -> {
                    assertThat(finding.status()).isEqualTo(FindingStatus.NEW);
                    assertThat(finding.resolvedAt()).isNull();
                    assertThat(finding.acknowledgedAt()).isNull();
                })
                .hasSize(3);
        assertThat(InventoryNode.summary(returned)
                        .path("findings")
                        .path("returned")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void leavesTheFindingsOfOtherScopesAndTenantsAlone() {
        Process before = node.sync(tenant, lines(of("a", 1)));
        Process after = node.sync(tenant, lines(of("a", 2)));
        node.drift(tenant, between(before, after));
        long other = node.tenant("other");
        Process otherBefore = node.sync(other, lines(of("a", 1)));
        Process otherAfter = node.sync(other, lines(of("a", 1)));

        node.drift(other, between(otherBefore, otherAfter));
        node.drift(tenant, between(stock(of("a", 1)), stock(of("a", 1))));

        assertThat(node.finding(tenant, "a").status()).isEqualTo(FindingStatus.NEW);
        assertThat(node.findings(other)).isEmpty();
    }

    @Test
    void showsOnlyAllowedFieldsAndNoSecrets() {
        Process before = node.sync(
                tenant,
                lines(
                        "{\"subject_type\":\"device\",\"external_id\":\"d\",\"name\":\"old\","
                                + "\"owner\":\"Ann\",\"seen\":1}",
                        "{\"subject_type\":\"x\",\"external_id\":\"x\",\"Api-Key\":\"k1\","
                                + "\"db\":{\"password\":\"p1\"}}"));
        Process after = node.sync(
                tenant,
                lines(
                        "{\"subject_type\":\"device\",\"external_id\":\"d\",\"name\":\"new\","
                                + "\"owner\":\"Bob\",\"seen\":2}",
                        "{\"subject_type\":\"x\",\"external_id\":\"x\",\"Api-Key\":\"k2\","
                                + "\"db\":{\"password\":\"p2\",\"host\":\"h\"}}"));

        node.drift(tenant, between(before, after));

        assertThat(node.finding(tenant, "d").evidence().toString())
                .isEqualTo("{\"withheld\":1,\"differences\":[{\"new\":\"new\",\"old\":\"old\",\"path\":\"/name\"}]}");
        assertThat(node.finding(tenant, "x").evidence().toString())
                .contains("/Api-Key", "/db/password", "***", "\"h\"")
                .doesNotContain("k1", "k2", "p1", "p2");
    }

    @Test
    void findsNoDriftInWhatTheSubmissionIgnores() {
        Process before = node.sync(
                tenant, lines(content("{\"at\":1,\"n\":1.00,\"v\":[{\"id\":\"a\",\"x\":1},{\"id\":\"b\"}]}")));
        Process after = node.sync(
                tenant, lines(content("{\"at\":2,\"n\":1.01,\"v\":[{\"id\":\"b\"},{\"id\":\"a\",\"x\":1}]}")));
        DriftOptions options =
                new DriftOptions(List.of("/at"), new BigDecimal("0.01"), List.of(new UnorderedArray("/v", "id")));
        DriftInput both = between(before, after);

        Process quiet =
                node.drift(tenant, new DriftInput(null, null, both.baselineRunId(), both.currentRunId(), options));

        assertThat(node.findings(tenant)).isEmpty();
        assertThat(node.items(quiet)).extracting(ProcessItem::errorCode).containsExactly("ignored_difference");
        node.drift(tenant, both);
        assertThat(node.findings(tenant)).hasSize(1);
    }

    @Test
    void comparesOnlyCompleteRunsThatObservedTheSame() {
        Process first = node.sync(tenant, lines(of("a", 1)));
        assertThat(refusal(DriftInput.ofScope(scope(first)))).isEqualTo("no_baseline_run");
        assertThat(refusal(DriftInput.ofScope("0".repeat(64)))).isEqualTo("no_complete_run");
        assertThat(refusal(new DriftInput(null, null, null, null, null))).isEqualTo("scope_required");
        assertThat(refusal(new DriftInput(null, null, 999_999L, null, null))).isEqualTo("run_not_found");

        Process partial = node.sync(tenant, lines(of("a", 1), "nonsense"));
        assertThat(refusal(between(first, partial))).isEqualTo("run_incomplete");
        assertThat(refusal(between(first, first))).isEqualTo("same_run");

        assertThat(refusal(between(first, stock(of("a", 1))))).isEqualTo("selection_differs");

        long other = node.tenant("other");
        assertThatThrownBy(() -> node.submit(other, InventoryTypes.DRIFT, between(first, first)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("run_not_found"));
    }

    @Test
    void takesTheTwoLatestCompleteRunsOfASelection() {
        node.sync(tenant, lines(of("a", 1)));
        Process second = node.sync(tenant, lines(of("a", 2)));
        Process third = node.sync(tenant, lines(of("a", 3)));
        node.sync(tenant, lines(of("a", 4), "nonsense"));
        var selection = (ObjectNode) node.run(third).selection();

        Process drift = node.drift(tenant, new DriftInput(null, selection, null, null, null));

        assertThat(node.finding(tenant, "a").baselineRunId())
                .isEqualTo(node.run(second).id());
        assertThat(node.finding(tenant, "a").currentRunId())
                .isEqualTo(node.run(third).id());
        assertThat(Objects.requireNonNull(drift.input()).has("selection")).isFalse();
    }

    @Test
    void answersWithTheRunThatIsActiveWhateverRunsAreNamed() {
        Process first = node.sync(tenant, lines(of("a", 1)));
        Process second = node.sync(tenant, lines(of("a", 2)));
        ProcessQueue queue = node.bean(ProcessQueue.class);
        Submission later = Submission.of(Scope.SEEDED, InventoryTypes.DRIFT, DriftInput.ofScope(scope(second)))
                .ofTenant(tenant)
                .notBefore(Instant.parse("2999-01-01T00:00:00Z"));

        var active = queue.submit(later);

        assertThat(node.submit(tenant, InventoryTypes.DRIFT, between(first, second))
                        .id())
                .isEqualTo(active.id());
        assertThat(node.find(active.id()).idempotencyKey()).isEqualTo(tenant + ":drift.generate:" + scope(second));
    }

    @Test
    void looksIntoEveryDifferenceOnceHoweverOftenItCrashes() throws Exception {
        Process before = node.sync(tenant, lines(of("a", 1), of("b", 1), of("c", 1), of("gone", 1)));
        Process after = node.sync(tenant, lines(of("a", 2), of("b", 2), of("c", 2), of("d", 2), of("e", 2)));
        long process = database.superuser()
                .sql("INSERT INTO processes (workspace_id, tenant_id, type, status, queue, max_attempts) "
                        + "VALUES (1, :tenant, 'drift', 'running', 'nobody', 1) RETURNING id")
                .param("tenant", tenant)
                .query(Long.class)
                .single();
        CrashingProgress progress = new CrashingProgress(node, process);

        JobOutcome outcome = progress.finish(node.bean(DriftJob.class), between(before, after));

        assertThat(progress.crashes).isEqualTo(4);
        assertThat(outcome.summary())
                .containsEntry("added", 2L)
                .containsEntry("removed", 1L)
                .containsEntry("changed", 3L);
        assertThat(progress.items).hasSize(6);
        assertThat(node.findings(tenant)).hasSize(6);
    }

    private Process stock(String lines) {
        return node.sync(tenant, InventoryTypes.STOCK, SyncInput.of(SyncSource.file(node.store(lines))));
    }

    private String refusal(DriftInput input) {
        try {
            node.submit(tenant, InventoryTypes.DRIFT, input);
            return "none";
        } catch (Refusal refused) {
            return refused.reasonCode();
        }
    }

    private static DriftInput between(Process before, Process after) {
        return new DriftInput(null, null, run(before), run(after), null);
    }

    private static long run(Process sync) {
        return InventoryNode.summary(sync).path("sync_run_id").asLong();
    }

    private static String scope(Process sync) {
        return InventoryNode.summary(sync).path("scope_key").asText();
    }

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }

    private static String of(String id, int value) {
        return "{\"subject_type\":\"policy\",\"external_id\":\"%s\",\"value\":%d}".formatted(id, value);
    }

    private static String content(String json) {
        return "{\"subject_type\":\"policy\",\"external_id\":\"a\"," + json.substring(1);
    }
}
