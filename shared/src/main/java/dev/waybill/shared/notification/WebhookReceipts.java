package dev.waybill.shared.notification;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What deliveries need of endpoints, and what they find out about them. Each method is a transaction of its own. */
public final class WebhookReceipts {

    private static final String TARGET = """
            SELECT url, secret, CASE WHEN previous_secret_until > waybill_now() THEN previous_secret END AS previous,
                disabled_at IS NULL AS enabled
            FROM webhook_endpoints WHERE workspace_id = :workspace AND id = :id AND deleted_at IS NULL
            """;

    private static final String ARRIVED = """
            UPDATE webhook_endpoints SET failing_since = NULL
            WHERE workspace_id = :workspace AND id = :id AND failing_since IS NOT NULL
            """;

    private static final String FAILED = """
            UPDATE webhook_endpoints SET failing_since = COALESCE(failing_since, waybill_now())
            WHERE workspace_id = :workspace AND id = :id AND deleted_at IS NULL
            RETURNING failing_since <= waybill_now() - :patience * interval '1 millisecond'
            """;

    private static final String DISABLE = """
            WITH disabled AS (
                UPDATE webhook_endpoints SET disabled_at = waybill_now(), disabled_reason = :reason,
                    version = version + 1, updated_at = waybill_now()
                WHERE workspace_id = :workspace AND id = :id AND deleted_at IS NULL AND disabled_at IS NULL
                RETURNING id, workspace_id, created_by
            )
            INSERT INTO notifications (workspace_id, user_id, kind, payload)
            SELECT workspace_id, created_by, 'webhook_disabled',
                jsonb_build_object('webhook_id', id, 'reason', :reason::text)
            FROM disabled WHERE created_by IS NOT NULL
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    WebhookReceipts(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /**
     * Where to, and signed by what.
     *
     * @param secrets each gives a signature: the secret, and while it overlaps the one before
     */
    public record Target(String url, List<WebhookSecret> secrets, boolean enabled) {
        public Target {
            secrets = List.copyOf(secrets);
        }
    }

    /** The endpoint; empty when it is gone. */
    public Optional<Target> target(long workspaceId, long endpointId) {
        return roles.asSystem(() -> bind(TARGET, workspaceId, endpointId)
                .query((row, index) -> new Target(
                        row.getString("url"),
                        secrets(row.getBytes("secret"), row.getBytes("previous")),
                        row.getBoolean("enabled")))
                .optional());
    }

    /** A delivery arrived. */
    public void arrived(long workspaceId, long endpointId) {
        roles.asSystem(() -> bind(ARRIVED, workspaceId, endpointId).update());
    }

    /**
     * A delivery failed. If none has arrived for that long the endpoint is disabled, and who made it is told.
     *
     * @return whether it failed for too long
     */
    public boolean failed(long workspaceId, long endpointId, Duration patience) {
        return roles.asSystem(() -> {
            boolean tooLong = bind(FAILED, workspaceId, endpointId)
                    .param("patience", patience.toMillis())
                    .query(Boolean.class)
                    .optional()
                    .orElse(false);
            if (tooLong) {
                disable(workspaceId, endpointId, "failing");
            }
            return tooLong;
        });
    }

    /** The endpoint said that it is gone for good: it is disabled, and who made it is told. */
    public void gone(long workspaceId, long endpointId) {
        roles.asSystem(() -> disable(workspaceId, endpointId, "gone"));
    }

    private int disable(long workspaceId, long endpointId, String reason) {
        return bind(DISABLE, workspaceId, endpointId).param("reason", reason).update();
    }

    private JdbcClient.StatementSpec bind(String sql, long workspaceId, long endpointId) {
        return jdbc.sql(sql).param("workspace", workspaceId).param("id", endpointId);
    }

    private static List<WebhookSecret> secrets(byte[] secret, byte @Nullable [] previous) {
        List<WebhookSecret> secrets = new ArrayList<>(List.of(WebhookSecret.of(secret)));
        if (previous != null) {
            secrets.add(WebhookSecret.of(previous));
        }
        return secrets;
    }
}
