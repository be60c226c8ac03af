package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.locations.LocationReviews;
import dev.waybill.shared.locations.NewLocationBatch;
import dev.waybill.shared.notification.WebhookDraft;
import dev.waybill.shared.notification.WebhookEndpoint;
import dev.waybill.shared.notification.WebhookEndpoints;
import dev.waybill.shared.notification.WebhookSecret;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jobrunr.jobs.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifications on every way that a process can go. */
@PostgresTest
class AnnouncementsPostgresTest {

    private static final AttemptEnd DONE = new AttemptEnd.Finished(new JobOutcome.Completed(Map.of("made", 1)));
    private static final AttemptEnd BROKEN = new AttemptEnd.GaveUp("broken", "It is broken");

    private static QueueNode node;
    private static JdbcClient behind;

    @BeforeAll
    static void start(TestDatabase database) {
        node = new QueueNode(database);
        behind = database.superuser();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void empty() {
        node.cancelAll();
        behind.sql("TRUNCATE notifications, webhook_deliveries").update();
        behind.sql("UPDATE webhook_endpoints SET deleted_at = now()").update();
    }

    @Test
    void tellOfTheBeginningAndTheEnd() {
        ProcessId id = node.submit();
        assertThat(told(id)).containsExactly("queued queued");

        node.end(node.claimOne(), DONE);

        assertThat(told(id)).containsExactly("queued queued", "completed succeeded");
    }

    @Test
    void tellOfAFailureAndOfTheLifeAfterIt() {
        ProcessId id = node.submit();
        node.end(node.claimOne(), BROKEN);
        node.queue.retry(Caller.of(Scope.SEEDED), id);
        node.end(node.claimOne(), DONE);

        assertThat(told(id))
                .containsExactly("queued queued", "completed failed", "queued queued", "completed succeeded");
    }

    @Test
    void saysNothingOfWhatTheRuntimeDoesByItself() {
        ProcessId id = node.submit();
        node.end(node.claimOne(), new AttemptEnd.RetryAfter("later", "Later", Duration.ZERO));
        node.end(node.claimOne(), new AttemptEnd.PutOff("closed", Duration.ZERO));
        node.end(node.claimOne(), new AttemptEnd.HandedBack("worker_stopping"));
        Job running = node.claimOne();

        assertThat(node.events(id)).hasSize(8);
        assertThat(told(id)).containsExactly("queued queued");
        node.end(running, DONE);
    }

    @Test
    void tellOfAReviewAndOfItsDecision() {
        ProcessId id = node.submit();
        node.end(node.claimOne(), new AttemptEnd.Finished(new JobOutcome.AwaitingReview(Map.of())));
        assertThat(told(id)).containsExactly("queued queued", "waiting_review waiting_review");

        node.queue.decide(Caller.of(Scope.SEEDED), id, ReviewPolicy.Decision.APPROVE, null);

        assertThat(told(id)).last().isEqualTo("completed succeeded");
    }

    @Test
    void tellOfACancellation() {
        ProcessId waiting = node.submit();
        ProcessId running = node.submit();
        List<Job> jobs = node.claim(2);
        assertThat(jobs).hasSize(2);

        node.queue.cancel(Caller.of(Scope.SEEDED), waiting);
        node.storage.save(node.storage
                .getJobById(Objects.requireNonNull(node.process(running).jobId()))
                .delete("By hand"));

        assertThat(told(waiting)).last().isEqualTo("completed cancelled");
        assertThat(told(running)).last().isEqualTo("completed cancelled");
    }

    @Test
    void tellOfTheLastCrashOfAWorker() {
        ProcessId id = node.submit();
        for (int crash = 0; crash < 3; crash++) {
            String worker = Objects.requireNonNull(node.process(claimed()).workerId());
            int rescued = node.storage.putBack(worker);
            assertThat(rescued).isPositive();
        }

        assertThat(node.process(id).status()).isEqualTo(ProcessStatus.FAILED);
        assertThat(told(id)).containsExactly("queued queued", "completed failed");
        assertThat(payload(id).at("/error_summary/reason_code").asText()).isEqualTo("worker_lost");
    }

    @Test
    void sayWhatTheSeedAsksFor() {
        ProcessId id = node.submit();
        node.end(
                node.claimOne(),
                new AttemptEnd.Finished(new JobOutcome.CompletedWithErrors(
                        Map.of(), List.of(Failure.ofItem("A-1", "price_negative", "-12.50 of Ann is negative")))));

        assertThat(payload(id)).isEqualTo(JobJson.read("""
                        {"tenant_id": null, "run": {"id": %s, "type": "bulk_operation_run"}, "operation": "counted",
                         "name": null, "status": "partial",
                         "summary_counts": {"total": null, "processed": 0, "succeeded": 0, "failed": 0, "skipped": 0},
                         "error_summary": {"reason_code": "price_negative", "reason": "0 of 0 items failed"}}
                        """.formatted(id)));
    }

    @Test
    void areNotForRunsThatNobodyStarted() {
        ProcessId system = submit(Scope.SYSTEM);
        ProcessId unowned = submit(new Scope(1L, null));
        ProcessId internal = node.queue
                .submit(Submission.of(Scope.SEEDED, HousekeepingTypes.VERIFY, new HousekeepingInput()))
                .id();
        node.claim(2).forEach(job -> node.end(job, DONE));

        assertThat(told(system)).isEmpty();
        assertThat(told(unowned)).isEmpty();
        assertThat(told(internal)).isEmpty();
    }

    @Test
    void areNotForPartsOfOtherRuns() {
        ProcessId parent = node.submit();
        ProcessId child = node.queue
                .submit(QueueNode.submission().childOf(parent.value()))
                .id();
        node.claim(2).forEach(job -> node.end(job, DONE));

        assertThat(told(parent)).containsExactly("queued queued", "completed succeeded");
        assertThat(node.process(child).status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(told(child)).isEmpty();
    }

    @Test
    void areForRunsThatHaveARouteOfTheirOwn() {
        ProcessId id = node.bean(LocationReviews.class)
                .create(Scope.SEEDED, new NewLocationBatch(JobJson.MAPPER.createObjectNode(), 1, null, null, null));

        assertThat(told(id)).containsExactly("queued queued");
    }

    @Test
    void goWithTheTransactionThatTheyTellOf() {
        webhook(List.of("queued"), List.of());

        assertThatThrownBy(() -> node.transaction().executeWithoutResult(status -> {
                    node.submit();
                    throw new IllegalStateException("the caller changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(behind.sql("SELECT (SELECT count(*) FROM notifications) + count(*) FROM webhook_deliveries")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void areHandedToTheWebhooksThatWantThem() {
        long all = webhook(List.of("queued", "completed"), List.of());
        long ends = webhook(List.of("completed"), List.of("counted", "import"));
        webhook(List.of("queued", "completed"), List.of("import"));
        WebhookEndpoints endpoints = node.bean(WebhookEndpoints.class);
        WebhookEndpoint disabled = endpoints
                .find(Scope.SEEDED, webhook(List.of("queued"), List.of()))
                .orElseThrow();
        WebhookDraft off = new WebhookDraft("https://a.example", null, List.of("queued"), List.of(), false);
        assertThat(endpoints.replace(Scope.SEEDED, disabled.id(), 1, off)).isPresent();

        ProcessId id = node.submit();
        node.end(node.claimOne(), DONE);

        assertThat(behind.sql("SELECT endpoint_id || ' ' || type FROM webhook_deliveries ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(all + " run.queued", all + " run.completed", ends + " run.completed");
        assertThat(behind.sql("SELECT DISTINCT data #>> '{run,id}' FROM webhook_deliveries")
                        .query(String.class)
                        .list())
                .containsExactly(id.toString());
    }

    @Test
    void goWithTheirUser() {
        behind.sql("INSERT INTO users (id, name) VALUES (77, 'Leaver')").update();
        ProcessId id = submit(new Scope(1L, 77L));
        assertThat(told(id)).hasSize(1);

        behind.sql("DELETE FROM users WHERE id = 77").update();
        node.end(node.claimOne(), DONE);

        assertThat(told(id)).isEmpty();
    }

    private static ProcessId submit(Scope scope) {
        return node.queue
                .submit(Submission.of(
                        scope,
                        QueueNode.TYPE.name(),
                        null,
                        JsonNodeFactory.instance.objectNode().put("count", 3)))
                .id();
    }

    private static ProcessId claimed() {
        return ProcessJobs.processId(node.claimOne());
    }

    private static long webhook(List<String> kinds, List<String> types) {
        WebhookDraft draft = new WebhookDraft("https://a.example", null, kinds, types, true);
        return node.bean(WebhookEndpoints.class)
                .create(Scope.SEEDED, draft, WebhookSecret.random(), 100)
                .orElseThrow()
                .id();
    }

    private static List<String> told(ProcessId id) {
        return behind.sql(
                        "SELECT kind || ' ' || (payload ->> 'status') FROM notifications WHERE process_id = ? ORDER BY id")
                .param(id.value())
                .query(String.class)
                .list();
    }

    /** Of the last one. */
    private static JsonNode payload(ProcessId id) {
        return Objects.requireNonNull(JobJson.read(
                behind.sql("SELECT payload FROM notifications WHERE process_id = ? ORDER BY id DESC LIMIT 1")
                        .param(id.value())
                        .query(String.class)
                        .single()));
    }
}
