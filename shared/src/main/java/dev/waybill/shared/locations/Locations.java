package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes {@code locations}, with {@link LocationUndo}. Its methods run in the caller's transaction, under read committed,
 * and take row locks in the order of the identity keys.
 */
public final class Locations {

    /** The most drafts that one call takes. */
    public static final int LARGEST_UPSERT = 1_000;

    private static final String WANTED = """
            WITH draft AS MATERIALIZED (
                SELECT d.identity_key, d.name_key, d.columns
                FROM jsonb_to_recordset(CAST(:drafts AS jsonb))
                    AS d (identity_key text, name_key text, columns jsonb)
            ), stored AS MATERIALIZED (
                SELECT l.id, l.identity_key, l AS location
                FROM locations l
                WHERE l.workspace_id = :workspace_id AND l.identity_key = ANY (:keys)
                ORDER BY l.identity_key
                %s
            ), wanted AS MATERIALIZED (
                SELECT s.id, d.identity_key, d.name_key, s.location AS before,
                       jsonb_populate_record(s.location, CASE
                           WHEN s.id IS NULL THEN '{"tags": [], "categories": [], "custom_fields": {}}' || d.columns
                           WHEN :fill THEN d.columns - filled.names
                           ELSE d.columns END) AS location
                FROM draft d LEFT JOIN stored s USING (identity_key)
                CROSS JOIN LATERAL (
                    SELECT COALESCE(array_agg(e.key), '{}') AS names
                    FROM jsonb_each(to_jsonb(s.location)) e
                    WHERE e.value NOT IN ('null', '[]', '{}')
                ) filled
            )
            """;

    private static final String STATES = """
            SELECT identity_key, id, kind,
                   CASE WHEN kind = 'UPDATED' THEN jsonb_strip_nulls(to_jsonb(before) - CAST(:own AS text[])) END
                       AS before_state,
                   CASE WHEN kind <> 'UNCHANGED' THEN jsonb_strip_nulls(to_jsonb(after) - CAST(:own AS text[])) END
                       AS after_state
            FROM outcome
            WHERE kind IS NOT NULL
            """;

    /*
     * The rows that are there are locked first, in order, and read as they then are. A row that another transaction
     * inserts in between is in neither half: it comes back as raced and is asked for again, now that it can be seen.
     */
    private static final String UPSERT = WANTED.formatted("FOR NO KEY UPDATE") + """
            , updated AS (
                UPDATE locations l
                SET source_id = (w.location).source_id, name = (w.location).name,
                    name_key = CASE WHEN (w.location).name = (w.before).name THEN l.name_key ELSE w.name_key END,
                    address = (w.location).address, city = (w.location).city, state = (w.location).state,
                    zip = (w.location).zip, country = (w.location).country, phone = (w.location).phone,
                    website = (w.location).website, lat = (w.location).lat, lng = (w.location).lng,
                    tags = (w.location).tags, categories = (w.location).categories,
                    custom_fields = (w.location).custom_fields, hours = (w.location).hours,
                    source_process_id = :process_id, updated_at = waybill_now()
                FROM wanted w
                WHERE l.id = w.id AND w.location IS DISTINCT FROM w.before
                RETURNING l.id, l.identity_key, l AS location
            ), inserted AS (
                INSERT INTO locations (workspace_id, identity_key, source_id, name, name_key, address, city, state, zip,
                    country, phone, website, lat, lng, tags, categories, custom_fields, hours, source_process_id)
                SELECT :workspace_id, w.identity_key, (w.location).source_id, (w.location).name, w.name_key,
                    (w.location).address, (w.location).city, (w.location).state, (w.location).zip,
                    (w.location).country, (w.location).phone, (w.location).website, (w.location).lat,
                    (w.location).lng, (w.location).tags, (w.location).categories, (w.location).custom_fields,
                    (w.location).hours, :process_id
                FROM wanted w
                WHERE w.id IS NULL
                ORDER BY w.identity_key
                ON CONFLICT ON CONSTRAINT locations_identity_unique DO NOTHING
                RETURNING locations.id, locations.identity_key, locations AS location
            ), outcome AS (
                SELECT w.identity_key, COALESCE(i.id, w.id) AS id, w.before, COALESCE(i.location, u.location) AS after,
                       CASE WHEN i.id IS NOT NULL THEN 'INSERTED'
                            WHEN u.id IS NOT NULL THEN 'UPDATED'
                            WHEN w.id IS NOT NULL THEN 'UNCHANGED' END AS kind
                FROM wanted w
                LEFT JOIN updated u ON u.identity_key = w.identity_key
                LEFT JOIN inserted i ON i.identity_key = w.identity_key
            )
            """ + STATES;

    private static final String PREVIEW = WANTED.formatted("") + """
            , outcome AS (
                SELECT w.identity_key, w.id, w.before, w.location AS after,
                       CASE WHEN w.id IS NULL THEN 'INSERTED'
                            WHEN w.location IS DISTINCT FROM w.before THEN 'UPDATED'
                            ELSE 'UNCHANGED' END AS kind
                FROM wanted w
            )
            """ + STATES;

    /** Columns that are not part of a location's state as people see it. */
    static final String[] OWN_COLUMNS = {
        "id",
        "workspace_id",
        "identity_key",
        "name_key",
        "website_host",
        "source_process_id",
        "created_at",
        "updated_at"
    };

    private static final int TRIES = 10;

    /**
     * A draft and the key of the row that it is written to: its own, or that of the location which it duplicates.
     *
     * @param draft valid, so that it has a name
     */
    public record Keyed(LocationIdentity identity, LocationDraft draft) {

        public Keyed {
            if (draft.name() == null) {
                throw new IllegalArgumentException("a location needs a name");
            }
        }

        public static Keyed of(LocationDraft draft) {
            return new Keyed(draft.identity(), draft);
        }

        String nameKey() {
            return NameKey.of(Objects.requireNonNull(draft.name()));
        }
    }

    /**
     * Writes the drafts in one statement; a second one is needed only for those that another transaction inserted at the
     * same moment. Locations that would not change are not written.
     *
     * @param processId what is recorded as the writer
     * @param columns what the source knows; other columns of a stored location stay as they are
     * @param drafts at most {@value #LARGEST_UPSERT}, valid, no two with the same identity
     * @return what became of each draft, in their order
     */
    public List<LocationChange> upsert(
            JdbcClient tx, long workspaceId, long processId, Set<LocationColumn> columns, List<LocationDraft> drafts) {
        return write(new Call(tx, workspaceId, processId, columns, false), keyed(drafts));
    }

    /**
     * As {@link #upsert}, but of a location that is there already only what is empty is written.
     *
     * @param drafts at most {@value #LARGEST_UPSERT}, no two with the same key
     */
    public List<LocationChange> fill(JdbcClient tx, long workspaceId, long processId, List<Keyed> drafts) {
        return write(new Call(tx, workspaceId, processId, EnumSet.allOf(LocationColumn.class), true), drafts);
    }

    /** What {@link #upsert} would do now; nothing is written or locked. */
    public List<LocationChange> preview(
            JdbcClient tx, long workspaceId, Set<LocationColumn> columns, List<LocationDraft> drafts) {
        Map<String, LocationChange> changes = new HashMap<>();
        List<Keyed> keyed = keyed(drafts);
        new Call(tx, workspaceId, null, columns, false).run(PREVIEW, keyed, changes);
        return inOrder(keyed, changes);
    }

    private static List<LocationChange> write(Call call, List<Keyed> drafts) {
        if (drafts.size() > LARGEST_UPSERT) {
            throw new IllegalArgumentException("at most " + LARGEST_UPSERT + " drafts, not " + drafts.size());
        }
        Map<String, LocationChange> changes = new HashMap<>();
        List<Keyed> open = drafts;
        for (int attempt = 0; !open.isEmpty(); attempt++) {
            if (attempt == TRIES) {
                throw new IllegalStateException(
                        open.size() + " locations were inserted and deleted by others meanwhile");
            }
            call.run(UPSERT, open, changes);
            open = drafts.stream()
                    .filter(draft -> !changes.containsKey(draft.identity().key()))
                    .toList();
        }
        return inOrder(drafts, changes);
    }

    /** One writer's wish. */
    private record Call(
            JdbcClient tx, long workspaceId, @Nullable Long processId, Set<LocationColumn> columns, boolean fill) {

        void run(String sql, List<Keyed> drafts, Map<String, LocationChange> changes) {
            JdbcClient.StatementSpec statement = tx.sql(sql)
                    .param("drafts", LocationJson.write(drafts, columns))
                    .param(
                            "keys",
                            drafts.stream().map(draft -> draft.identity().key()).toArray(String[]::new))
                    .param("workspace_id", workspaceId)
                    .param("fill", fill)
                    .param("own", OWN_COLUMNS);
            (processId == null ? statement : statement.param("process_id", processId)).query(row -> {
                changes.put(row.getString("identity_key"), change(row));
            });
        }
    }

    private static List<Keyed> keyed(List<LocationDraft> drafts) {
        return drafts.stream().map(Keyed::of).toList();
    }

    private static LocationChange change(ResultSet row) throws SQLException {
        return new LocationChange(
                row.getObject("id", Long.class),
                LocationChange.Kind.valueOf(row.getString("kind")),
                state(row.getString("before_state")),
                state(row.getString("after_state")));
    }

    private static @Nullable JsonNode state(@Nullable String json) {
        return json == null ? null : LocationJson.read(json);
    }

    private static List<LocationChange> inOrder(List<Keyed> drafts, Map<String, LocationChange> changes) {
        return drafts.stream()
                .map(draft ->
                        Objects.requireNonNull(changes.get(draft.identity().key())))
                .toList();
    }
}
