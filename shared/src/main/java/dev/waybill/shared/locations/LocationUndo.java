package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes back what a process did to locations, where nobody has touched them since. Runs in the caller's transaction and
 * takes row locks in the order of the identity keys.
 */
public final class LocationUndo {

    private static final String UNDO = """
            WITH undo AS MATERIALIZED (
                SELECT u.id, u.before, u.after
                FROM jsonb_to_recordset(CAST(:records AS jsonb)) AS u (id bigint, before jsonb, after jsonb)
            ), stored AS MATERIALIZED (
                SELECT l.id, l AS location
                FROM locations l
                WHERE l.workspace_id = :workspace_id AND l.id = ANY (:ids)
                ORDER BY l.identity_key
                FOR UPDATE
            ), untouched AS MATERIALIZED (
                SELECT s.id, u.before, s.location
                FROM stored s JOIN undo u USING (id)
                WHERE ((s.location).source_process_id = :process_id OR (s.location).source_process_id IS NULL)
                  AND jsonb_strip_nulls(to_jsonb(s.location) - CAST(:own AS text[])) = jsonb_strip_nulls(u.after)
            ), removed AS (
                DELETE FROM locations l USING untouched u
                WHERE l.id = u.id AND u.before IS NULL
                RETURNING l.id
            ), restored AS (
                UPDATE locations l
                SET source_id = r.source_id, name = r.name, name_key = u.before ->> 'name_key', address = r.address,
                    city = r.city, state = r.state, zip = r.zip, country = r.country, phone = r.phone,
                    website = r.website, lat = r.lat, lng = r.lng, tags = r.tags, categories = r.categories,
                    custom_fields = r.custom_fields, hours = r.hours, source_process_id = NULL,
                    updated_at = waybill_now()
                FROM untouched u
                CROSS JOIN LATERAL jsonb_populate_record(NULL::locations,
                    '{"tags": [], "categories": [], "custom_fields": {}}' || u.before) r
                WHERE l.id = u.id AND u.before IS NOT NULL
                RETURNING l.id
            )
            SELECT u.id,
                   CASE WHEN d.id IS NOT NULL THEN 'REMOVED'
                        WHEN r.id IS NOT NULL THEN 'RESTORED'
                        WHEN jsonb_strip_nulls(to_jsonb(s.location) - CAST(:own AS text[])) = u.before - 'name_key'
                            THEN 'ALREADY'
                        WHEN s.id IS NOT NULL THEN 'CHANGED_SINCE'
                        ELSE 'GONE' END AS outcome
            FROM undo u
            LEFT JOIN stored s ON s.id = u.id
            LEFT JOIN removed d ON d.id = u.id
            LEFT JOIN restored r ON r.id = u.id
            """;

    /** What became of a location. */
    public enum Outcome {
        /** It is as it was before. */
        RESTORED,
        /** The process had created it: it is no more. */
        REMOVED,
        /** It was as before already. */
        ALREADY,
        /** Somebody wrote it since: it was left alone. */
        CHANGED_SINCE,
        /** Somebody deleted it since. */
        GONE
    }

    /**
     * What a process did.
     *
     * @param before its state before, as {@link LocationChange} had it; null if it was created
     * @param after its state after
     */
    public record Written(long locationId, @Nullable JsonNode before, JsonNode after) {}

    /**
     * Restores and removes. What is restored has no writer any more, so that what wrote it before can be undone next.
     *
     * @param processId the process that wrote them: a location that another wrote last is left alone
     * @param writes at most {@value Locations#LARGEST_UPSERT}, no two of one location
     * @return what became of each location, by id
     */
    public Map<Long, Outcome> undo(JdbcClient tx, long workspaceId, long processId, List<Written> writes) {
        Map<Long, Outcome> outcomes = new HashMap<>();
        tx.sql(UNDO)
                .param("records", json(writes))
                .param("ids", writes.stream().map(Written::locationId).toArray(Long[]::new))
                .param("workspace_id", workspaceId)
                .param("process_id", processId)
                .param("own", Locations.OWN_COLUMNS)
                .query(row -> {
                    outcomes.put(row.getLong("id"), Outcome.valueOf(row.getString("outcome")));
                });
        return outcomes;
    }

    private static String json(List<Written> writes) {
        ArrayNode list = LocationJson.array();
        for (Written write : writes) {
            ObjectNode record = list.addObject().put("id", write.locationId());
            record.set("after", write.after());
            JsonNode before = write.before();
            if (before != null) {
                ObjectNode kept = before.deepCopy();
                record.set(
                        "before",
                        kept.put("name_key", NameKey.of(before.path("name").asText())));
            }
        }
        return LocationJson.write(list);
    }
}
