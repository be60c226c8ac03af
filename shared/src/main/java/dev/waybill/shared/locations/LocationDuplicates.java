package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds stored locations that drafts may be duplicates of. Reads only, and a bounded number of rows a draft. */
public final class LocationDuplicates {

    private static final String CANDIDATES = """
            SELECT d.number, c.id, c.identity_key, c.name, c.address, c.city, c.phone, c.website_host, c.lat, c.lng
            FROM jsonb_to_recordset(CAST(:drafts AS jsonb)) AS d (number int, identity_key text, name_key text,
                city text, phone text, website_host text, south int, north int, west int, east int)
            CROSS JOIN LATERAL (
                (SELECT l.* FROM locations l
                 WHERE l.workspace_id = :workspace_id AND l.identity_key = d.identity_key)
                UNION
                (SELECT l.* FROM locations l
                 WHERE l.workspace_id = :workspace_id AND l.phone = d.phone ORDER BY l.id LIMIT :limit)
                UNION
                (SELECT l.* FROM locations l
                 WHERE l.workspace_id = :workspace_id AND l.website_host = d.website_host
                   AND lower(l.city) = lower(d.city) ORDER BY l.id LIMIT :limit)
                UNION
                (SELECT l.* FROM locations l
                 WHERE l.workspace_id = :workspace_id AND l.name_key = d.name_key
                   AND lower(l.city) = lower(d.city) ORDER BY l.id LIMIT :limit)
                UNION
                (SELECT l.* FROM locations l
                 WHERE l.workspace_id = :workspace_id AND l.lat_micro BETWEEN d.south AND d.north
                   AND l.lng_micro BETWEEN d.west AND d.east LIMIT :limit)
            ) c
            ORDER BY d.number, c.id
            """;

    private static final int MOST_CANDIDATES = 20;
    private static final int NEAR_LAT = 2_000;
    private static final int NEAR_LNG = 10_000;
    private static final double NEAR_METRES = 150;
    private static final double METRES_PER_DEGREE = 111_320;

    /**
     * The matches of each draft, in the order of the drafts; certain ones first, then by id.
     *
     * @param drafts at most {@value Locations#LARGEST_UPSERT}
     */
    public List<List<LocationMatch>> find(JdbcClient tx, long workspaceId, List<LocationDraft> drafts) {
        List<List<LocationMatch>> matches = new ArrayList<>();
        drafts.forEach(draft -> matches.add(new ArrayList<>()));
        tx.sql(CANDIDATES)
                .param("drafts", json(drafts))
                .param("workspace_id", workspaceId)
                .param("limit", MOST_CANDIDATES)
                .query(row -> {
                    int number = row.getInt("number");
                    add(matches.get(number), drafts.get(number), candidate(row));
                });
        matches.forEach(ofDraft -> ofDraft.sort(
                Comparator.comparing(LocationMatch::certain).reversed().thenComparingLong(LocationMatch::locationId)));
        return matches;
    }

    /** Whether two drafts of one batch are the same location beyond reasonable doubt. */
    public static boolean same(LocationDraft one, LocationDraft other) {
        List<LocationMatch> match = new ArrayList<>();
        add(match, one, new Candidate(0, other.identity(), other));
        return match.stream().anyMatch(LocationMatch::certain);
    }

    private static void add(List<LocationMatch> matches, LocationDraft draft, Candidate candidate) {
        Set<LocationMatch.By> by = inCommon(draft, candidate);
        if (!by.isEmpty()) {
            matches.add(
                    new LocationMatch(candidate.id, candidate.identity, Set.copyOf(by), certain(by, draft, candidate)));
        }
    }

    private static Set<LocationMatch.By> inCommon(LocationDraft draft, Candidate candidate) {
        LocationDraft stored = candidate.location;
        Set<LocationMatch.By> by = EnumSet.noneOf(LocationMatch.By.class);
        boolean sameCity = alike(draft.city(), stored.city());
        boolean similar = similarNames(draft, stored);
        if (draft.identity().equals(candidate.identity)) {
            by.add(LocationMatch.By.IDENTITY);
        }
        if (draft.phone() != null && draft.phone().equals(stored.phone())) {
            by.add(LocationMatch.By.PHONE);
        }
        if (sameCity
                && host(draft.website()) != null
                && Objects.equals(host(draft.website()), host(stored.website()))) {
            by.add(LocationMatch.By.WEBSITE);
        }
        if (sameCity && similar && sameAddress(draft.address(), stored.address())) {
            by.add(LocationMatch.By.ADDRESS);
        }
        if (similar && near(draft, stored)) {
            by.add(LocationMatch.By.POSITION);
        }
        return by;
    }

    /**
     * A phone number or a website alone may be that of a chain, and so may two similar names close to each other, when
     * neither their addresses nor their phone numbers agree.
     */
    private static boolean certain(Set<LocationMatch.By> by, LocationDraft draft, Candidate candidate) {
        LocationDraft stored = candidate.location;
        boolean otherAddress = differ(draft.address(), stored.address());
        boolean otherPhone = draft.phone() != null
                && stored.phone() != null
                && !draft.phone().equals(stored.phone());
        return by.contains(LocationMatch.By.IDENTITY)
                || by.contains(LocationMatch.By.ADDRESS)
                || (by.contains(LocationMatch.By.POSITION) && !(otherAddress && otherPhone))
                || (by.contains(LocationMatch.By.PHONE) && similarNames(draft, stored) && !otherAddress);
    }

    private static boolean similarNames(LocationDraft one, LocationDraft other) {
        return one.name() != null && other.name() != null && NameKey.similar(one.name(), other.name());
    }

    private static boolean alike(@Nullable String one, @Nullable String other) {
        return one != null && other != null && NameKey.of(one).equals(NameKey.of(other));
    }

    private static boolean sameAddress(@Nullable String one, @Nullable String other) {
        return one != null && other != null && NameKey.ofAddress(one).equals(NameKey.ofAddress(other));
    }

    private static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !NameKey.similar(NameKey.ofAddress(one), NameKey.ofAddress(other));
    }

    private static boolean near(LocationDraft one, LocationDraft other) {
        if (one.lat() == null || one.lng() == null || other.lat() == null || other.lng() == null) {
            return false;
        }
        double north = one.lat().subtract(other.lat()).doubleValue() * METRES_PER_DEGREE;
        double shrink = Math.cos(Math.toRadians(one.lat().doubleValue()));
        double east = one.lng().subtract(other.lng()).doubleValue() * METRES_PER_DEGREE * shrink;
        return Math.hypot(north, east) <= NEAR_METRES;
    }

    private static @Nullable String host(@Nullable String website) {
        return website == null
                ? null
                : website.replaceFirst("^https?://(?:www\\.)?", "").replaceFirst("[/:?#].*$", "");
    }

    private static String json(List<LocationDraft> drafts) {
        ArrayNode list = LocationJson.array();
        for (int number = 0; number < drafts.size(); number++) {
            LocationDraft draft = drafts.get(number);
            String name = draft.name();
            list.addObject()
                    .put("number", number)
                    .put("identity_key", draft.identity().key())
                    .put("name_key", name == null ? null : NameKey.of(name))
                    .put("city", draft.city())
                    .put("phone", draft.phone())
                    .put("website_host", host(draft.website()))
                    .put("south", micro(draft.lat(), -NEAR_LAT))
                    .put("north", micro(draft.lat(), NEAR_LAT))
                    .put("west", micro(draft.lng(), -NEAR_LNG))
                    .put("east", micro(draft.lng(), NEAR_LNG));
        }
        return LocationJson.write(list);
    }

    /** Whole numbers, since row security lets no numeric be compared before it. */
    private static @Nullable Integer micro(@Nullable BigDecimal degrees, int more) {
        return degrees == null ? null : degrees.movePointRight(6).intValue() + more;
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        String host = row.getString("website_host");
        BigDecimal lat = row.getBigDecimal("lat");
        BigDecimal lng = row.getBigDecimal("lng");
        LocationDraft location = new LocationDraft(
                null,
                row.getString("name"),
                row.getString("address"),
                row.getString("city"),
                null,
                null,
                null,
                row.getString("phone"),
                host == null ? null : "https://" + host,
                lat,
                lng,
                List.of(),
                List.of(),
                Map.of(),
                null);
        return new Candidate(row.getLong("id"), new LocationIdentity(row.getString("identity_key")), location);
    }

    private record Candidate(long id, LocationIdentity identity, LocationDraft location) {}
}
