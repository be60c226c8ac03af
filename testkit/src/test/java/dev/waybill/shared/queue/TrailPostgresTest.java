package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waybill.shared.job.ReviewPolicy.Decision;
import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.Transition;
import dev.waybill.shared.tenancy.AuditEntry;
import dev.waybill.shared.tenancy.AuditFilter;
import dev.waybill.shared.tenancy.AuditReader;
import dev.waybill.shared.tenancy.Origin;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.tenancy.Tenants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audit log says of what people do to processes. */
@PostgresTest
class TrailPostgresTest {

    private static final Origin DESK = new Origin(7L, "203.0.113.9");
    private static final Scope ADMIN = new Scope(1L, 1L, Role.ADMIN, false, DESK);
    private static final Scope OPERATOR = new Scope(1L, 1L, Role.OPERATOR, false, DESK);
    private static final Caller CALLER = Caller.of(OPERATOR);

    private static TestDatabase database;
    private static QueueNode node;
    private static AuditReader reader;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        node = new QueueNode(given);
        reader = node.bean(AuditReader.class);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void cancelAll() {
        node.cancelAll();
    }

    @Test
    void saysWhoStartedWhatFromWhere() {
        ProcessId id = submit();

        AuditEntry entry = last(id);
        assertThat(entry.action()).isEqualTo("process.submitted");
        assertThat(entry.userId()).isEqualTo(1);
        assertThat(entry.origin()).isEqualTo(DESK);
        assertThat(entry.subjectId()).isEqualTo(id.value());
        assertThat(linked(id)).isEqualTo(entry.id());
    }

    @Test
    void saysNothingOfWhatJobsStart() {
        ProcessId id = node.submit();

        assertThat(of(id)).isEmpty();
    }

    @Test
    void saysWhatWasDoneAndLinksTheProcessToIt() {
        ProcessId id = node.submit();
        node.queue.cancel(CALLER, id);

        AuditEntry entry = last(id);
        assertThat(entry.action()).isEqualTo("process.cancelled");
        assertThat(entry.details().path("was").asText()).isEqualTo("pending");
        assertThat(entry.origin()).isEqualTo(DESK);
        assertThat(linked(id)).isEqualTo(entry.id());
    }

    @Test
    void saysOfARetryAndADecision() {
        ProcessId failed = node.submit();
        move(
                failed,
                Transition.started(failed, "w"),
                Transition.failed(failed, "broken", "It broke", List.of(), false));
        node.queue.retry(CALLER, failed);
        ProcessId reviewed = node.submit();
        move(reviewed, Transition.started(reviewed, "w"), Transition.awaitsReview(reviewed, Map.of()));
        node.queue.decide(CALLER, reviewed, Decision.APPROVE, null);

        assertThat(last(failed).action()).isEqualTo("process.retried");
        assertThat(last(reviewed).action()).isEqualTo("process.decided");
        assertThat(last(reviewed).details().path("decision").asText()).isEqualTo("approve");
        assertThat(linked(reviewed)).isEqualTo(last(reviewed).id());
    }

    @Test
    void saysOnceForABulkAndFindsItByEachProcess() {
        long before = entries();
        List<Submitted> made = node.bean(BulkSubmission.class).all(List.of(submission(), submission(), submission()));

        assertThat(entries()).isEqualTo(before + 1);
        assertThat(made).allSatisfy(one -> {
            assertThat(last(one.id()).details().path("processes").asInt()).isEqualTo(3);
            assertThat(last(one.id()).subjectId()).isNull();
        });
    }

    @Test
    void saysNothingOfWhatWasRefusedOrRolledBack() {
        ProcessId id = node.submit();
        long before = entries();

        assertThatThrownBy(() -> node.queue.retry(CALLER, id)).isInstanceOf(IllegalTransition.class);
        assertThatThrownBy(() -> node.transaction().executeWithoutResult(status -> {
                    node.queue.cancel(CALLER, id);
                    node.bean(Tenants.class).create(OPERATOR, "Never", null);
                    throw new IllegalStateException("the caller changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(entries()).isEqualTo(before);
    }

    @Test
    void letsNeitherViewersNorStrangersNorOthersMoveAProcess() {
        ProcessId id = node.submit();
        Caller viewer = Caller.of(new Scope(1L, 1L, Role.VIEWER, false));
        Caller stranger = Caller.of(new Scope(2L, 1L, Role.ADMIN, false));
        Caller other = Caller.of(new Scope(1L, 2L, Role.OPERATOR, true));

        for (Caller caller : List.of(viewer, stranger, other)) {
            String code = caller.equals(viewer) ? "forbidden" : "not_found";
            refused(code, () -> node.queue.cancel(caller, id));
            refused(code, () -> node.queue.retry(caller, id));
            refused(code, () -> node.queue.retryFailedItems(caller, id));
            refused(code, () -> node.queue.undo(caller, id));
            refused(code, () -> node.queue.decide(caller, id, Decision.APPROVE, null));
        }
        refused("forbidden", () -> node.queue.submit(submission(viewer.scope())));
        node.queue.cancel(Caller.of(new Scope(1L, 1L, Role.OPERATOR, true)), id);
    }

    @Test
    void controlsQueuesForAdminsOnly() {
        QueueControls controls = node.bean(QueueControls.class);

        assertThatThrownBy(() -> controls.put(OPERATOR, Control.Scope.QUEUE, "default", true, null, null, before -> {}))
                .hasStackTraceContaining("row-level security");
        controls.put(ADMIN, Control.Scope.QUEUE, "default", true, "broken", null, before -> {});
        controls.put(ADMIN, Control.Scope.QUEUE, "default", false, null, null, before -> {});

        assertThat(reader.page(ADMIN, byAction("queue"), null, 10))
                .extracting(entry -> entry.details().path("paused").asBoolean())
                .containsExactly(false, true);
    }

    @Test
    void showsTheLogToAdminsOnly() {
        ProcessId id = submit();

        assertThat(of(id)).hasSize(1);
        assertThat(reader.page(OPERATOR, AuditFilter.ALL, null, 10)).isEmpty();
        assertThat(reader.page(new Scope(2L, 1L, Role.ADMIN, false), AuditFilter.ALL, null, 10))
                .isEmpty();
    }

    @Test
    void pagesAndFilters() {
        ProcessId id = submit();
        node.queue.cancel(CALLER, id);

        List<AuditEntry> all = of(id);
        assertThat(all).extracting(AuditEntry::action).containsExactly("process.cancelled", "process.submitted");
        AuditFilter ofProcess = new AuditFilter(
                "process", "process", id.value(), null, 1L, 7L, all.get(1).at());
        assertThat(reader.page(ADMIN, ofProcess, null, 1)).containsExactly(all.get(0));
        assertThat(reader.page(ADMIN, ofProcess, all.get(0).id(), 1)).containsExactly(all.get(1));
        assertThat(reader.page(ADMIN, byAction("proc"), null, 1)).isEmpty();
        assertThat(reader.page(ADMIN, byAction("process.cancelled"), null, 1)).containsExactly(all.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE audit_logs SET action = 'x'", "DELETE FROM audit_logs", "TRUNCATE audit_logs CASCADE"})
    void changesForNobody(String statement) {
        submit();

        assertThatThrownBy(() -> database.superuser().sql(statement).update()).hasStackTraceContaining("append-only");
    }

    @Test
    void namesAUserWhoIsGone() {
        database.superuser()
                .sql("INSERT INTO users (id, name) VALUES (77, 'gone')")
                .update();
        ProcessId id = node.queue
                .submit(submission(new Scope(1L, 77L, Role.OPERATOR, false, DESK)))
                .id();
        database.superuser().sql("DELETE FROM users WHERE id = 77").update();

        assertThat(last(id).userId()).isEqualTo(77);
    }

    private static AuditFilter byAction(String action) {
        return new AuditFilter(action, null, null, null, null, null, null);
    }

    private static Submission submission() {
        return submission(OPERATOR);
    }

    private static Submission submission(Scope scope) {
        return Submission.of(
                scope,
                QueueNode.TYPE.name(),
                null,
                JsonNodeFactory.instance.objectNode().put("count", 3));
    }

    private static ProcessId submit() {
        return node.queue.submit(submission()).id();
    }

    private static void move(ProcessId id, Transition... transitions) {
        for (Transition transition : transitions) {
            node.roles.asRuntime(() -> {
                node.ledger.apply(node.ledger.lock(List.of(id)), List.of(transition));
                return id;
            });
        }
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo(code));
    }

    private static List<AuditEntry> of(ProcessId id) {
        return reader.page(ADMIN, new AuditFilter(null, null, null, id.value(), null, null, null), null, 100);
    }

    private static AuditEntry last(ProcessId id) {
        return of(id).getFirst();
    }

    private static long linked(ProcessId id) {
        return Objects.requireNonNull(node.reader.find(ADMIN, id).orElseThrow().auditLogId(), "not linked");
    }

    private static long entries() {
        return database.superuser()
                .sql("SELECT count(*) FROM audit_logs")
                .query(Long.class)
                .single();
    }
}
