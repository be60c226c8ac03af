package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locations as they are, one page after the other, for who takes stock of them. */
public final class StoredLocations {

    private static final String NEXT = """
            SELECT identity_key, jsonb_strip_nulls(to_jsonb(l) - CAST(:own AS text[])) AS state
            FROM locations l
            WHERE workspace_id = :workspace_id AND identity_key > :after
            ORDER BY identity_key LIMIT :limit
            """;

    private StoredLocations() {}

    /**
     * The next locations.
     *
     * @param after identity key of the last one that is done; empty for the first page
     * @return by identity key, in order: what is said of the location, without what is ours alone
     */
    public static Map<String, JsonNode> next(JdbcClient tx, long workspaceId, String after, int limit) {
        Map<String, JsonNode> locations = new LinkedHashMap<>();
        tx.sql(NEXT)
                .param("workspace_id", workspaceId)
                .param("own", Locations.OWN_COLUMNS)
                .param("after", after)
                .param("limit", limit)
                .query(row -> {
                    locations.put(
                            row.getString("identity_key"),
                            Objects.requireNonNull(JobJson.read(row.getString("state"))));
                });
        return locations;
    }
}
