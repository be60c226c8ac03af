package dev.waybill.shared.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what, append-only, written in the transaction of what was done. */
public final class AuditLog {

    private static final String RECORD = """
            INSERT INTO audit_logs (workspace_id, user_id, api_key_id, address, action, subject_type, subject_id, details)
            VALUES (:workspace, :user, :api_key, :address, :action, :subject_type, :subject_id, :details::jsonb)
            RETURNING id
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public AuditLog(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /**
     * Records an action, in the caller's transaction if there is one.
     *
     * @param scope who did it, in which workspace and from where; without a workspace no tenant sees the entry
     * @param action lower-case words, for example {@code queue.paused}
     * @param subjectId null when the subject has no number
     * @return the entry's id
     */
    public long record(Scope scope, String action, String subjectType, @Nullable Long subjectId, JsonNode details) {
        return roles.asSystem(() -> jdbc.sql(RECORD)
                .param("workspace", scope.workspaceId(), Types.BIGINT)
                .param("user", scope.userId(), Types.BIGINT)
                .param("api_key", scope.origin().apiKeyId(), Types.BIGINT)
                .param("address", scope.origin().address(), Types.VARCHAR)
                .param("action", action)
                .param("subject_type", subjectType)
                .param("subject_id", subjectId, Types.BIGINT)
                .param("details", details.toString())
                .query(Long.class)
                .single());
    }
}
