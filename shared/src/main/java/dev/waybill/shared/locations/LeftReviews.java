package dev.waybill.shared.locations;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reviews that nobody ends, in all workspaces. A review is left when neither its batch nor an item has changed for a time;
 * a change after the reminder starts that time anew. Each method is a transaction of its own.
 */
public final class LeftReviews {

    private static final String TO_REMIND = """
            SELECT id AS batch_id, workspace_id FROM ai_location_import_batches
            WHERE status = 'draft' AND updated_at <= waybill_now() - make_interval(secs => :seconds)
                AND (reminded_at IS NULL OR reminded_at < updated_at) AND id > :after
            ORDER BY id LIMIT :limit
            """;

    private static final String TO_DISCARD = """
            SELECT id AS batch_id, workspace_id FROM ai_location_import_batches
            WHERE status = 'draft' AND reminded_at >= updated_at
                AND reminded_at <= waybill_now() - make_interval(secs => :seconds) AND id > :after
            ORDER BY id LIMIT :limit
            """;

    private static final String STILL_TO_REMIND = """
            SELECT count(*) FROM ai_location_import_batches
            WHERE id = :id AND updated_at <= waybill_now() - make_interval(secs => :seconds)
                AND (reminded_at IS NULL OR reminded_at < updated_at)
            """;

    private static final String STILL_TO_DISCARD = """
            SELECT count(*) FROM ai_location_import_batches
            WHERE id = :id AND reminded_at >= updated_at
                AND reminded_at <= waybill_now() - make_interval(secs => :seconds)
            """;

    private static final String REMINDED =
            "UPDATE ai_location_import_batches SET reminded_at = waybill_now() WHERE id = :id";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final HeldProcesses processes;
    private final LocationBatches batches;
    private final LocationReviews reviews;

    LeftReviews(
            JdbcClient jdbc,
            RoleTransactions roles,
            HeldProcesses processes,
            LocationBatches batches,
            LocationReviews reviews) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.processes = processes;
        this.batches = batches;
        this.reviews = reviews;
    }

    /** A batch whose review is left. */
    public record Left(long batchId, long workspaceId) {}

    /**
     * Reviews left for this time, of which nobody was reminded since, by id.
     *
     * @param after only ids above this one
     */
    public List<Left> toRemind(Duration age, long after, int limit) {
        return find(TO_REMIND, age, after, limit);
    }

    /** Reviews that are left still, this time after the reminder, by id. */
    public List<Left> toDiscard(Duration sinceReminder, long after, int limit) {
        return find(TO_DISCARD, sinceReminder, after, limit);
    }

    /**
     * Records a reminder in the log of the process that waits for review.
     *
     * @return false if the review is not left any more
     */
    public boolean remind(Left left, Duration age) {
        return roles.asTenant(scope(left), () -> {
            Optional<ProcessId> waiting = waiting(left);
            if (waiting.isEmpty() || !still(STILL_TO_REMIND, left, age)) {
                return false;
            }
            processes.remind(waiting.get(), "The review has been left for %d days".formatted(age.toDays()));
            roles.asRetention(
                    () -> jdbc.sql(REMINDED).param("id", left.batchId()).update());
            return true;
        });
    }

    /**
     * Discards the batch.
     *
     * @return false if the review is not left any more
     */
    public boolean discard(Left left, Duration sinceReminder) {
        return roles.asTenant(scope(left), () -> {
            if (waiting(left).isEmpty() || !still(STILL_TO_DISCARD, left, sinceReminder)) {
                return false;
            }
            reviews.discard(scope(left), left.batchId());
            return true;
        });
    }

    private List<Left> find(String sql, Duration age, long after, int limit) {
        return roles.asRetention(() -> jdbc.sql(sql)
                .param("seconds", age.toMillis() / 1000.0)
                .param("after", after)
                .param("limit", limit)
                .query(Left.class)
                .list());
    }

    /** The process, if it and its batch wait for a person; both are locked. */
    private Optional<ProcessId> waiting(Left left) {
        return batches.hold(jdbc, left.workspaceId(), left.batchId())
                .filter(held -> held.batch().status() == BatchStatus.DRAFT
                        && held.generate() == ProcessStatus.WAITING_REVIEW
                        && !held.applying())
                .map(held -> Objects.requireNonNull(held.batch().processId()));
    }

    private boolean still(String sql, Left left, Duration age) {
        return jdbc.sql(sql)
                        .param("id", left.batchId())
                        .param("seconds", age.toMillis() / 1000.0)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Scope scope(Left left) {
        return new Scope(left.workspaceId(), null);
    }
}
