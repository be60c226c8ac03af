package dev.waybill.shared.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The mappings that a workspace saved; the only user of {@code import_mappings}. Each method is one transaction, the
 * caller's own if there is one.
 */
public final class ImportMappings {

    private static final String COLUMNS =
            "id, name, target, format, mapping, options, created_by, version, created_at, updated_at";

    private static final String CREATE = """
            INSERT INTO import_mappings (workspace_id, name, target, format, mapping, options, created_by)
            VALUES (:workspace_id, :name, :target, :format, CAST(:mapping AS jsonb), CAST(:options AS jsonb),
                :created_by)
            ON CONFLICT ON CONSTRAINT import_mappings_name_unique DO NOTHING
            RETURNING""" + " " + COLUMNS;

    private static final String LIST = "SELECT " + COLUMNS + """
             FROM import_mappings WHERE workspace_id = :workspace_id AND id < :before ORDER BY id DESC LIMIT :limit
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM import_mappings WHERE workspace_id = :workspace_id AND id = :id";

    private static final String BY_NAME =
            "SELECT " + COLUMNS + " FROM import_mappings WHERE workspace_id = :workspace_id AND name = :name";

    /* A name that another mapping has leaves the row as it is. */
    private static final String REPLACE = """
            UPDATE import_mappings m
            SET name = :name, target = :target, format = :format, mapping = CAST(:mapping AS jsonb),
                options = CAST(:options AS jsonb), version = version + 1, updated_at = waybill_now()
            WHERE workspace_id = :workspace_id AND id = :id AND version = :version
                AND NOT EXISTS (SELECT FROM import_mappings o
                    WHERE o.workspace_id = m.workspace_id AND o.name = :name AND o.id <> m.id)
            RETURNING""" + " " + COLUMNS;

    private static final String DELETE =
            "DELETE FROM import_mappings WHERE workspace_id = :workspace_id AND id = :id AND version = :version";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public ImportMappings(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** Saves a mapping; empty when there is one of that name. */
    public Optional<SavedMapping> create(Scope scope, MappingDraft draft) {
        return roles.asTenant(
                scope,
                () -> bind(CREATE, scope, draft)
                        .param("created_by", scope.userId(), Types.BIGINT)
                        .query(ImportMappings::read)
                        .optional());
    }

    /**
     * A page of mappings, newest first.
     *
     * @param before only ids under this one; null starts at the newest
     */
    public List<SavedMapping> list(Scope scope, @Nullable Long before, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(LIST)
                        .param("workspace_id", scope.workspaceId())
                        .param("before", before == null ? Long.MAX_VALUE : before)
                        .param("limit", limit)
                        .query(ImportMappings::read)
                        .list());
    }

    public Optional<SavedMapping> find(Scope scope, long id) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("workspace_id", scope.workspaceId())
                        .param("id", id)
                        .query(ImportMappings::read)
                        .optional());
    }

    /** The mapping of that name. */
    public Optional<SavedMapping> find(long workspaceId, String name) {
        return roles.asTenant(
                new Scope(workspaceId, null),
                () -> jdbc.sql(BY_NAME)
                        .param("workspace_id", workspaceId)
                        .param("name", name)
                        .query(ImportMappings::read)
                        .optional());
    }

    /** Changes a mapping; empty when it is gone, is not of that version any more, or another one has the name. */
    public Optional<SavedMapping> replace(Scope scope, long id, long version, MappingDraft draft) {
        try {
            return roles.asTenant(
                    scope,
                    () -> bind(REPLACE, scope, draft)
                            .param("id", id)
                            .param("version", version)
                            .query(ImportMappings::read)
                            .optional());
        } catch (DuplicateKeyException takenMeanwhile) {
            return Optional.empty();
        }
    }

    /** Forgets a mapping; false when it is gone or is not of that version any more. */
    public boolean delete(Scope scope, long id, long version) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(DELETE)
                                .param("workspace_id", scope.workspaceId())
                                .param("id", id)
                                .param("version", version)
                                .update()
                        > 0);
    }

    private JdbcClient.StatementSpec bind(String sql, Scope scope, MappingDraft draft) {
        return jdbc.sql(sql)
                .param("workspace_id", scope.workspaceId())
                .param("name", draft.name())
                .param("target", draft.target().word())
                .param("format", draft.format())
                .param("mapping", JobJson.write(draft.mapping()))
                .param("options", JobJson.write(draft.options()));
    }

    private static SavedMapping read(ResultSet row, int index) throws SQLException {
        MappingDraft draft = new MappingDraft(
                row.getString("name"),
                ImportTarget.valueOf(row.getString("target").toUpperCase(Locale.ROOT)),
                row.getString("format"),
                mapping(row.getString("mapping")),
                (ObjectNode) Objects.requireNonNull(JobJson.read(row.getString("options"))));
        return new SavedMapping(
                row.getLong("id"),
                draft,
                row.getObject("created_by", Long.class),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static ImportMapping mapping(String json) {
        try {
            return JobJson.MAPPER.readValue(json, ImportMapping.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a saved mapping cannot be read", impossible);
        }
    }
}
