package dev.waybill.shared.notification;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The webhooks of a workspace, as people manage them. Each method is one transaction, the caller's own if there is one. */
public final class WebhookEndpoints {

    private static final String CREATE = """
            INSERT INTO webhook_endpoints (workspace_id, url, description, kinds, types, secret, created_by, disabled_at,
                disabled_reason)
            SELECT :workspace, :url, :description, :kinds, :types, :secret, :user,
                CASE WHEN NOT :enabled THEN waybill_now() END, CASE WHEN NOT :enabled THEN 'by_user' END
            WHERE (SELECT count(*) FROM webhook_endpoints WHERE workspace_id = :workspace AND deleted_at IS NULL) < :most
            RETURNING""" + WebhookRows.COLUMNS;

    private static final String LIST = "SELECT" + WebhookRows.COLUMNS + """
             FROM webhook_endpoints
            WHERE workspace_id = :workspace AND deleted_at IS NULL AND id < :before ORDER BY id DESC LIMIT :limit
            """;

    private static final String FIND = "SELECT" + WebhookRows.COLUMNS
            + " FROM webhook_endpoints WHERE workspace_id = :workspace AND id = :id AND deleted_at IS NULL";

    /* Who enables one that failed gives it all its time again. */
    private static final String REPLACE = """
            UPDATE webhook_endpoints SET url = :url, description = :description, kinds = :kinds, types = :types,
                failing_since = CASE WHEN disabled_at IS NOT NULL AND :enabled THEN NULL ELSE failing_since END,
                disabled_at = CASE WHEN NOT :enabled THEN COALESCE(disabled_at, waybill_now()) END,
                disabled_reason = CASE WHEN NOT :enabled THEN COALESCE(disabled_reason, 'by_user') END,
                version = version + 1, updated_at = waybill_now()
            WHERE workspace_id = :workspace AND id = :id AND version = :version AND deleted_at IS NULL
            RETURNING""" + WebhookRows.COLUMNS;

    private static final String DELETE = """
            UPDATE webhook_endpoints SET deleted_at = waybill_now(), version = version + 1, updated_at = waybill_now()
            WHERE workspace_id = :workspace AND id = :id AND version = :version AND deleted_at IS NULL
            """;

    private static final String ROTATE = """
            UPDATE webhook_endpoints SET previous_secret = secret,
                previous_secret_until = waybill_now() + :overlap * interval '1 millisecond', secret = :secret,
                version = version + 1, updated_at = waybill_now()
            WHERE workspace_id = :workspace AND id = :id AND version = :version AND deleted_at IS NULL
            RETURNING""" + WebhookRows.COLUMNS;

    /* Row security lets only those lock a row who may change it. */
    private static final String HOLD =
            "SELECT id FROM webhook_endpoints WHERE workspace_id = :workspace AND id = :id FOR UPDATE";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final AuditLog audit;

    WebhookEndpoints(JdbcClient jdbc, RoleTransactions roles, AuditLog audit) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.audit = audit;
    }

    /** Adds one; empty when the workspace has that many already. */
    public Optional<WebhookEndpoint> create(Scope scope, WebhookDraft draft, WebhookSecret secret, int most) {
        return roles.asTenant(
                scope,
                () -> audited(
                        scope,
                        "webhook.created",
                        bind(CREATE, scope, draft)
                                .param("secret", secret.bytes())
                                .param("user", scope.userId(), Types.BIGINT)
                                .param("most", most)));
    }

    /**
     * A page of them, newest first.
     *
     * @param before only ids under this one; null starts at the newest
     */
    public List<WebhookEndpoint> list(Scope scope, @Nullable Long before, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(LIST)
                        .param("workspace", scope.workspaceId())
                        .param("before", before == null ? Long.MAX_VALUE : before)
                        .param("limit", limit)
                        .query(WebhookRows::endpoint)
                        .list());
    }

    public Optional<WebhookEndpoint> find(Scope scope, long id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("workspace", scope.workspaceId())
                        .param("id", id)
                        .query(WebhookRows::endpoint)
                        .optional());
    }

    /** Changes one; empty when it is gone or not of that version any more. */
    public Optional<WebhookEndpoint> replace(Scope scope, long id, long version, WebhookDraft draft) {
        return roles.asTenant(
                scope,
                () -> audited(
                        scope,
                        "webhook.changed",
                        bind(REPLACE, scope, draft).param("id", id).param("version", version)));
    }

    /** Removes one with what waits to be delivered to it; false when it is gone or not of that version any more. */
    public boolean delete(Scope scope, long id, long version) {
        return roles.asTenant(scope, () -> {
            boolean removed = jdbc.sql(DELETE)
                            .param("workspace", scope.workspaceId())
                            .param("id", id)
                            .param("version", version)
                            .update()
                    > 0;
            if (removed) {
                record(scope, "webhook.removed", id);
            }
            return removed;
        });
    }

    /**
     * Gives one another secret; empty when it is gone or not of that version any more.
     *
     * @param overlap how long the one before signs too
     */
    public Optional<WebhookEndpoint> rotate(
            Scope scope, long id, long version, WebhookSecret secret, Duration overlap) {
        return roles.asTenant(
                scope,
                () -> mayChange(scope, id)
                        ? roles.asSystem(() -> audited(
                                scope,
                                "webhook.secret_rotated",
                                jdbc.sql(ROTATE)
                                        .param("workspace", scope.workspaceId())
                                        .param("id", id)
                                        .param("version", version)
                                        .param("secret", secret.bytes())
                                        .param("overlap", overlap.toMillis())))
                        : Optional.empty());
    }

    /** Secrets are changed over the heads of tenants, but only for who may change the rest. */
    private boolean mayChange(Scope scope, long id) {
        return jdbc.sql(HOLD)
                .param("workspace", scope.workspaceId())
                .param("id", id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private Optional<WebhookEndpoint> audited(Scope scope, String action, JdbcClient.StatementSpec change) {
        Optional<WebhookEndpoint> changed = change.query(WebhookRows::endpoint).optional();
        changed.ifPresent(endpoint -> record(scope, action, endpoint.id()));
        return changed;
    }

    private void record(Scope scope, String action, long id) {
        audit.record(scope, action, "webhook", id, JobJson.MAPPER.createObjectNode());
    }

    private JdbcClient.StatementSpec bind(String sql, Scope scope, WebhookDraft draft) {
        return jdbc.sql(sql)
                .param("workspace", scope.workspaceId())
                .param("url", draft.url())
                .param("description", draft.description())
                .param("kinds", draft.kinds().toArray(String[]::new))
                .param("types", draft.types().toArray(String[]::new))
                .param("enabled", draft.enabled());
    }
}
