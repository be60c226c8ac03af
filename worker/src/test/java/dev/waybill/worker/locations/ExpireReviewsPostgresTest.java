package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.locations.BatchStatus;
import dev.waybill.shared.locations.ItemStatus;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class ExpireReviewsPostgresTest {

    private static final String DRAFT = "{\"name\": \"Place\", \"address\": \"1 Main St\"}";

    private static ReviewNode node;

    private final JdbcClient behind;

    ExpireReviewsPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = new ReviewNode(database);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void remindsOnceThenDiscards() {
        long left = node.generated(DRAFT);
        long touched = node.generated(DRAFT);
        long fresh = node.generated(DRAFT);
        age(left, 31);
        age(touched, 31);

        assertThat(expire()).isEqualTo("discarded 0, reminded 2");
        assertThat(expire()).isEqualTo("discarded 0, reminded 0");
        assertThat(events(left)).containsOnlyOnce("reminder").endsWith("waiting_review", "reminder");
        assertThat(events(fresh)).doesNotContain("reminder");
        assertThat(behind.sql("SELECT kind FROM notifications WHERE process_id = ? ORDER BY id")
                        .param(Objects.requireNonNull(node.batch(left).processId())
                                .value())
                        .query(String.class)
                        .list())
                .containsExactly("queued", "waiting_review", "reminder");

        node.decide(touched, 0, ItemStatus.REJECTED);
        age(left, 2);
        age(touched, 2);

        assertThat(expire()).isEqualTo("discarded 1, reminded 0");
        assertThat(node.batch(left).status()).isEqualTo(BatchStatus.DISCARDED);
        assertThat(node.process(node.batch(left).processId()).status()).isEqualTo(ProcessStatus.CANCELLED);
        assertThat(node.batch(touched).status()).isEqualTo(BatchStatus.DRAFT);
        assertThat(node.batch(fresh).status()).isEqualTo(BatchStatus.DRAFT);

        age(touched, 31);
        assertThat(expire()).isEqualTo("discarded 0, reminded 1");
    }

    @Test
    void actsForEveryWorkspace() {
        long other = node.generated(DRAFT);
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other')").update();
        ProcessId process = Objects.requireNonNull(node.batch(other).processId());
        behind.sql("ALTER TABLE ai_location_import_items DISABLE TRIGGER ALL").update();
        behind.sql("UPDATE ai_location_import_items SET workspace_id = 2 WHERE batch_id = ?")
                .param(other)
                .update();
        behind.sql("UPDATE ai_location_import_batches SET workspace_id = 2 WHERE id = ?")
                .param(other)
                .update();
        behind.sql("ALTER TABLE ai_location_import_items ENABLE TRIGGER ALL").update();
        behind.sql("UPDATE processes SET workspace_id = 2 WHERE id = ?")
                .param(process.value())
                .update();
        age(process, 40);
        assertThat(expire()).endsWith("reminded 1");
        age(process, 2);

        expire();

        assertThat(node.process(process).status()).isEqualTo(ProcessStatus.CANCELLED);
    }

    /** As if all of it had happened that much earlier. */
    private void age(long batch, int days) {
        age(Objects.requireNonNull(node.batch(batch).processId()), days);
    }

    private void age(ProcessId process, int days) {
        behind.sql("ALTER TABLE process_events DISABLE TRIGGER ALL").update();
        behind.sql("""
                        UPDATE process_events SET created_at = created_at - make_interval(days => :days)
                        WHERE process_id = :id
                        """).param("days", days).param("id", process.value()).update();
        behind.sql("ALTER TABLE process_events ENABLE TRIGGER ALL").update();
        behind.sql("UPDATE processes SET updated_at = updated_at - make_interval(days => :days) WHERE id = :id")
                .param("days", days)
                .param("id", process.value())
                .update();
    }

    private static String expire() {
        Process process = node.await(node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SYSTEM, HousekeepingTypes.REVIEW_EXPIRY, new HousekeepingInput()))
                .id());
        assertThat(process.status()).as("%s", process.errorMessage()).isEqualTo(ProcessStatus.COMPLETED);
        JsonNode summary = Objects.requireNonNull(process.summary());
        return "discarded %s, reminded %s".formatted(summary.path("discarded"), summary.path("reminded"));
    }

    private static List<String> events(long batch) {
        ProcessId process = Objects.requireNonNull(node.batch(batch).processId());
        return node.bean(ProcessReader.class).events(Scope.SEEDED, process, 0, 100).stream()
                .map(ProcessEvent::type)
                .toList();
    }
}
