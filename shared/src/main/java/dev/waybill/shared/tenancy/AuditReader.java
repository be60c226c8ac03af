package dev.waybill.shared.tenancy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the audit log of a workspace. Row security shows it to admins only: to others it is empty. */
public final class AuditReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    /* The process's own entries by their index, and the one that its header names by its key. */
    private static final String PAGE = """
            SELECT id, created_at, user_id, api_key_id, address, action, subject_type, subject_id, details
            FROM audit_logs
            WHERE workspace_id = :workspace AND id < :before
                AND (:action::text IS NULL OR action = :action OR starts_with(action, :action || '.'))
                AND (:subject_type::text IS NULL OR subject_type = :subject_type)
                AND (:subject_id::bigint IS NULL OR subject_id = :subject_id)
                AND (:process::bigint IS NULL OR id IN (
                    SELECT a.id FROM audit_logs a
                    WHERE a.workspace_id = :workspace AND a.subject_type = 'process' AND a.subject_id = :process
                    UNION ALL
                    SELECT p.audit_log_id FROM processes p WHERE p.id = :process AND p.workspace_id = :workspace))
                AND (:user::bigint IS NULL OR user_id = :user)
                AND (:api_key::bigint IS NULL OR api_key_id = :api_key)
                AND (:since::timestamptz IS NULL OR created_at >= :since::timestamptz)
            ORDER BY id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public AuditReader(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /**
     * A page of entries, newest first.
     *
     * @param before only ids under this one; null starts at the newest
     * @param limit at most so many; from 1
     */
    public List<AuditEntry> page(Scope scope, AuditFilter filter, @Nullable Long before, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(PAGE)
                        .param("workspace", scope.workspaceId(), Types.BIGINT)
                        .param("before", before == null ? Long.MAX_VALUE : before)
                        .param("action", filter.action())
                        .param("subject_type", filter.subjectType())
                        .param("subject_id", filter.subjectId())
                        .param("process", filter.processId())
                        .param("user", filter.userId())
                        .param("api_key", filter.apiKeyId())
                        .param(
                                "since",
                                filter.since() == null ? null : filter.since().toString())
                        .param("limit", limit)
                        .query(AuditReader::read)
                        .list());
    }

    private static AuditEntry read(ResultSet row, int index) throws SQLException {
        try {
            return new AuditEntry(
                    row.getLong("id"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getObject("user_id", Long.class),
                    new Origin(row.getObject("api_key_id", Long.class), row.getString("address")),
                    row.getString("action"),
                    row.getString("subject_type"),
                    row.getObject("subject_id", Long.class),
                    JSON.readTree(row.getString("details")));
        } catch (JsonProcessingException e) {
            throw new SQLException("The details of an entry are no JSON", e);
        }
    }
}
