package dev.waybill.shared.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.queue.Wakeups;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of a workspace, as its admins see them. Each method is one transaction, the caller's own if there is one. */
public final class ApiKeys {

    private static final String COLUMNS = """
            id, public_id, workspace_id, user_id, name, role, own, created_by, created_at, expires_at, last_used_at,
            revoked_at
            """;

    private static final String CREATE = """
            INSERT INTO api_keys (public_id, workspace_id, user_id, name, role, own, secret_hash, created_by, expires_at)
            SELECT :public_id, workspace_id, user_id, :name, :role, :own, :hash, :by, :expires_at
            FROM workspace_members WHERE workspace_id = :workspace AND user_id = :user
            RETURNING""" + " " + COLUMNS;

    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM api_keys
            WHERE workspace_id = :workspace AND id < :before AND (:all OR revoked_at IS NULL)
            ORDER BY id DESC LIMIT :limit
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM api_keys WHERE workspace_id = :workspace AND id = :id";

    private static final String REVOKE = """
            UPDATE api_keys SET revoked_at = waybill_now()
            WHERE workspace_id = :workspace AND id = :id AND revoked_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final AuditLog audit;
    private final Wakeups wakeups;

    public ApiKeys(JdbcClient jdbc, RoleTransactions roles, AuditLog audit, Wakeups wakeups) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.audit = audit;
        this.wakeups = wakeups;
    }

    /** Makes a key; empty when its user is no member of the workspace. */
    public Optional<ApiKey.Made> create(Scope by, ApiKey.Wanted wanted) {
        return create(by, wanted, KeyText.random());
    }

    Optional<ApiKey.Made> create(Scope by, ApiKey.Wanted wanted, KeyText text) {
        return roles.asTenant(by, () -> {
            Optional<ApiKey> made = insert(by, wanted, text);
            made.ifPresent(key -> audit.record(by, "api_key.created", "api_key", key.id(), details(key)));
            return made.map(key -> new ApiKey.Made(key, text));
        });
    }

    /**
     * A page of keys, newest first.
     *
     * @param all revoked ones too
     * @param before only ids under this one; null starts at the newest
     */
    public List<ApiKey> page(Scope scope, boolean all, @Nullable Long before, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(PAGE)
                        .param("workspace", scope.workspaceId())
                        .param("before", before == null ? Long.MAX_VALUE : before)
                        .param("all", all)
                        .param("limit", limit)
                        .query(ApiKeys::read)
                        .list());
    }

    /** The key; empty if there is none in this workspace. */
    public Optional<ApiKey> find(Scope scope, long id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("workspace", scope.workspaceId())
                        .param("id", id)
                        .query(ApiKeys::read)
                        .optional());
    }

    /**
     * Revokes a key for good: all nodes refuse it, its sessions and its open streams end. One that is revoked already
     * stays so.
     *
     * @return false if there is none in this workspace
     */
    public boolean revoke(Scope by, long id) {
        return roles.asTenant(by, () -> {
            Optional<ApiKey> key = find(by, id);
            boolean now = jdbc.sql(REVOKE)
                            .param("workspace", by.workspaceId())
                            .param("id", id)
                            .update()
                    > 0;
            if (now) {
                audit.record(by, "api_key.revoked", "api_key", id, details(key.orElseThrow()));
                wakeups.accessChanged();
            }
            return key.isPresent();
        });
    }

    private Optional<ApiKey> insert(Scope by, ApiKey.Wanted wanted, KeyText text) {
        Instant expiresAt = wanted.expiresAt();
        return jdbc.sql(CREATE)
                .param("public_id", text.publicId())
                .param("workspace", by.workspaceId())
                .param("user", wanted.userId())
                .param("name", wanted.name())
                .param("role", wanted.role().word())
                .param("own", wanted.own())
                .param("hash", text.hash())
                .param("by", by.userId(), Types.BIGINT)
                .param(
                        "expires_at",
                        expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .query(ApiKeys::read)
                .optional();
    }

    private static ObjectNode details(ApiKey key) {
        return JobJson.MAPPER
                .createObjectNode()
                .put("public_id", key.publicId())
                .put("name", key.name())
                .put("user_id", key.userId())
                .put("role", key.role().word())
                .put("own", key.own());
    }

    private static ApiKey read(ResultSet row, int index) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getString("public_id"),
                row.getLong("workspace_id"),
                row.getLong("user_id"),
                row.getString("name"),
                role(row.getString("role")),
                row.getBoolean("own"),
                row.getObject("created_by", Long.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    static Role role(String word) {
        return Role.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
