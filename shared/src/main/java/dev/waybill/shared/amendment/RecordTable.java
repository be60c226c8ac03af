package dev.waybill.shared.amendment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The records of a table with the columns {@code id}, {@code workspace_id}, {@code identity_key}, {@code name},
 * {@code source_process_id} and {@code updated_at}. The package that owns the table makes it and says what may be changed.
 */
public final class RecordTable implements AmendableRecords {

    private static final String IDS = """
            SELECT r.id::text FROM {table} r
            WHERE r.workspace_id = :workspace AND (:after::{id} IS NULL OR r.id > :after::{id})
                AND (cardinality(:missing::text[]) = 0 OR EXISTS (
                    SELECT 1 FROM jsonb_each(to_jsonb(r)) c
                    WHERE c.key = ANY(:missing) AND c.value IN ('null', '""', '[]', '{}')))
            ORDER BY r.id LIMIT :limit
            """;

    private static final String READ = """
            SELECT r.id::text AS id, r.name AS label, to_jsonb(r) - :own::text[] AS columns
            FROM {table} r
            WHERE r.workspace_id = :workspace AND r.id = ANY (:ids::{id}[])
            """;

    private static final String LOCK = """
            SELECT r.id FROM {table} r
            WHERE r.workspace_id = :workspace AND r.id = ANY (:ids::{id}[])
            ORDER BY r.identity_key
            FOR NO KEY UPDATE
            """;

    private static final String AMEND = """
            WITH wish AS MATERIALIZED (
                SELECT w.id, w.expected, w.wanted
                FROM jsonb_to_recordset(CAST(:wishes AS jsonb)) AS w (id {id}, expected jsonb, wanted jsonb)
            ), judged AS MATERIALIZED (
                SELECT w.id, jsonb_populate_record(r, w.wanted) AS record,
                       CASE WHEN r.id IS NULL THEN 'GONE'
                            WHEN now.columns = w.expected AND w.expected <> w.wanted THEN 'DONE'
                            WHEN now.columns = w.wanted THEN 'ALREADY'
                            ELSE 'STALE' END AS outcome
                FROM wish w
                LEFT JOIN {table} r ON r.id = w.id AND r.workspace_id = :workspace
                CROSS JOIN LATERAL (
                    SELECT jsonb_object_agg(k, to_jsonb(r) -> k) AS columns FROM jsonb_object_keys(w.expected) k
                ) now
            ), written AS (
                UPDATE {table} r
                SET {assignments}, source_process_id = :writer::bigint, updated_at = waybill_now()
                FROM judged j
                WHERE r.id = j.id AND r.workspace_id = :workspace AND j.outcome = 'DONE'
            )
            SELECT id::text AS id, outcome FROM judged
            """;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int STATEMENT = 500;

    private final String kind;
    private final Pattern idForm;
    private final Set<String> columns;
    private final String[] own;
    private final String ids;
    private final String read;
    private final String lock;
    private final String amend;

    /**
     * @param kind what a record is called
     * @param table its table
     * @param idType the type of its ids, {@code uuid} or {@code bigint}
     * @param columns what may be changed
     * @param own columns that are no part of a record's state as people see it
     */
    public RecordTable(String kind, String table, String idType, Set<String> columns, Collection<String> own) {
        this.kind = kind;
        this.idForm = Pattern.compile(
                idType.equals("uuid") ? "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" : "[1-9][0-9]{0,17}");
        this.columns = Set.copyOf(columns);
        this.own = own.toArray(String[]::new);
        this.ids = filled(IDS, table, idType);
        this.read = filled(READ, table, idType);
        this.lock = filled(LOCK, table, idType);
        this.amend = filled(AMEND, table, idType)
                .replace(
                        "{assignments}",
                        new TreeSet<>(columns)
                                .stream()
                                        .map(column -> column + " = (j.record)." + column)
                                        .collect(Collectors.joining(", ")));
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Set<String> columns() {
        return columns;
    }

    @Override
    public List<String> ids(
            JdbcClient tx, long workspaceId, Collection<String> missing, @Nullable String after, int limit) {
        return tx.sql(ids)
                .param("workspace", workspaceId)
                .param("after", after, Types.VARCHAR)
                .param("missing", missing.toArray(String[]::new))
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    @Override
    public List<KnownRecord> read(JdbcClient tx, long workspaceId, Collection<String> recordIds) {
        return tx.sql(read)
                .param("workspace", workspaceId)
                .param("ids", valid(recordIds))
                .param("own", own)
                .query((row, index) ->
                        new KnownRecord(row.getString("id"), row.getString("label"), object(row.getString("columns"))))
                .list();
    }

    @Override
    public void hold(JdbcClient tx, long workspaceId, Collection<String> recordIds) {
        tx.sql(lock)
                .param("workspace", workspaceId)
                .param("ids", valid(recordIds))
                .query((row, index) -> index)
                .list();
    }

    @Override
    public List<Amended> amend(JdbcClient tx, long workspaceId, @Nullable Long writer, List<Amendment> amendments) {
        amendments.forEach(this::requireColumns);
        List<String> all = amendments.stream().map(Amendment::recordId).toList();
        hold(tx, workspaceId, all);
        Map<String, Amended> outcomes = new HashMap<>();
        for (int from = 0; from < amendments.size(); from += STATEMENT) {
            List<Amendment> some = amendments.subList(from, Math.min(amendments.size(), from + STATEMENT));
            tx.sql(amend)
                    .param("wishes", wishes(some))
                    .param("workspace", workspaceId)
                    .param("writer", writer, Types.BIGINT)
                    .query(row -> {
                        outcomes.put(row.getString("id"), Amended.valueOf(row.getString("outcome")));
                    });
        }
        return all.stream().map(id -> Objects.requireNonNull(outcomes.get(id))).toList();
    }

    private void requireColumns(Amendment amendment) {
        amendment.wanted().fieldNames().forEachRemaining(column -> {
            if (!columns.contains(column)) {
                throw new IllegalArgumentException(kind + " has no column " + column + " that may be amended");
            }
        });
    }

    private String[] valid(Collection<String> recordIds) {
        return recordIds.stream().filter(id -> idForm.matcher(id).matches()).toArray(String[]::new);
    }

    private static String wishes(List<Amendment> amendments) {
        ArrayNode list = JSON.createArrayNode();
        for (Amendment amendment : amendments) {
            ObjectNode wish = list.addObject().put("id", amendment.recordId());
            wish.set("expected", amendment.expected());
            wish.set("wanted", amendment.wanted());
        }
        return list.toString();
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("PostgreSQL gave something that is no JSON", impossible);
        }
    }

    private static String filled(String sql, String table, String idType) {
        return sql.replace("{table}", table).replace("{id}", idType);
    }
}
