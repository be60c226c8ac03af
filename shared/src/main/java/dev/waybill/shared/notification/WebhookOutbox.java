package dev.waybill.shared.notification;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tracing.TraceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was told and is not on its way to the webhooks yet, of all workspaces. */
public final class WebhookOutbox {

    /* What others are at is skipped, so that every node can do this at any time. */
    private static final String TAKE = """
            WITH taken AS (
                SELECT id FROM webhook_deliveries ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
            )
            DELETE FROM webhook_deliveries d USING taken, webhook_endpoints e
            WHERE d.id = taken.id AND e.workspace_id = d.workspace_id AND e.id = d.endpoint_id
            RETURNING d.message_id, d.workspace_id, d.endpoint_id, d.type, d.data, d.created_at, d.traceparent,
                e.deleted_at IS NULL AND e.disabled_at IS NULL AS wanted
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ProcessQueue queue;

    WebhookOutbox(JdbcClient jdbc, RoleTransactions roles, ProcessQueue queue) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.queue = queue;
    }

    /**
     * Submits what waits, oldest first, each as a process of its own, in the transaction that takes it out: nothing is
     * lost and nothing is submitted twice, whatever crashes. Each goes on in the trace of the run that it tells of. What its
     * endpoint does not want any more is dropped.
     *
     * @return how many were taken out
     */
    public int relay(int limit) {
        return roles.asSystem(() -> {
            List<Waiting> taken = jdbc.sql(TAKE)
                    .param("limit", limit)
                    .query(WebhookOutbox::read)
                    .list();
            taken.stream().filter(Waiting::wanted).forEach(this::submit);
            return taken.size();
        });
    }

    private void submit(Waiting waiting) {
        try (TraceContext.Entered trace = TraceContext.enter(TraceContext.parse(waiting.traceparent()))) {
            queue.submit(waiting.message().submission(waiting.workspaceId()));
        }
    }

    private record Waiting(
            long workspaceId,
            boolean wanted,
            WebhookMessage message,
            @Nullable String traceparent) {}

    private static Waiting read(ResultSet row, int index) throws SQLException {
        WebhookMessage message = new WebhookMessage(
                row.getObject("message_id", UUID.class),
                row.getLong("endpoint_id"),
                row.getString("type"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Objects.requireNonNull(JobJson.read(row.getString("data"))));
        return new Waiting(
                row.getLong("workspace_id"), row.getBoolean("wanted"), message, row.getString("traceparent"));
    }
}
