package dev.waybill.shared.tenancy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants of a workspace. Each method is one transaction, the caller's own if there is one. */
public final class Tenants {

    private static final String COLUMNS = "id, external_id, name, created_at";

    private static final String CREATE = """
            INSERT INTO tenants (workspace_id, external_id, name)
            VALUES (:workspace, :external_id, :name)
            ON CONFLICT ON CONSTRAINT tenants_external_id_unique DO NOTHING
            RETURNING""" + " " + COLUMNS;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM tenants WHERE workspace_id = :workspace AND id = :id";

    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM tenants
            WHERE workspace_id = :workspace AND id < :before
                AND (:external_id::text IS NULL OR external_id = :external_id)
            ORDER BY id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final AuditLog audit;

    public Tenants(JdbcClient jdbc, RoleTransactions roles, AuditLog audit) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.audit = audit;
    }

    /** Makes a tenant; empty when the workspace has one with this external id. */
    public Optional<Tenant> create(Scope scope, String name, @Nullable String externalId) {
        return roles.asTenant(scope, () -> {
            Optional<Tenant> made = jdbc.sql(CREATE)
                    .param("workspace", scope.workspaceId())
                    .param("external_id", externalId)
                    .param("name", name)
                    .query(Tenants::read)
                    .optional();
            made.ifPresent(tenant -> audit.record(
                    scope, "tenant.created", "tenant", tenant.id(), JsonNodeFactory.instance.objectNode()));
            return made;
        });
    }

    /** The tenant; empty if there is none in this workspace. */
    public Optional<Tenant> find(Scope scope, long id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("workspace", scope.workspaceId())
                        .param("id", id)
                        .query(Tenants::read)
                        .optional());
    }

    /**
     * A page of tenants, newest first.
     *
     * @param externalId only the one with it; null for all
     * @param before only ids under this one; null starts at the newest
     */
    public List<Tenant> page(Scope scope, @Nullable String externalId, @Nullable Long before, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(PAGE)
                        .param("workspace", scope.workspaceId())
                        .param("external_id", externalId)
                        .param("before", before == null ? Long.MAX_VALUE : before)
                        .param("limit", limit)
                        .query(Tenants::read)
                        .list());
    }

    private static Tenant read(ResultSet row, int index) throws SQLException {
        return new Tenant(
                row.getLong("id"),
                row.getString("external_id"),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
