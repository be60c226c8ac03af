package dev.waybill.shared.locations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class LocationDuplicatesPostgresTest {

    private static final String STORED = """
            {"name": "Blue Bottle Coffee", "address": "54 Mint St", "city": "San Francisco", "state": "CA",
             "zip": "94103", "country": "US", "phone": "+15104513322", "website": "https://www.bluebottle.example/sf",
             "lat": 37.7825, "lng": -122.4078}""";

    private final JdbcClient jdbc;
    private final JdbcClient behind;
    private final RoleTransactions roles;

    LocationDuplicatesPostgresTest(TestDatabase database) {
        this.jdbc = database.jdbc();
        this.behind = database.superuser();
        this.roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
    }

    @BeforeEach
    void store() {
        behind.sql("TRUNCATE locations").update();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
        write(1, draft(STORED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            {"name": "blue bottle COFFEE", "address": "54 Mint St.", "city": "San Francisco", "zip": "94103", "country": "USA"} | [ADDRESS, IDENTITY] | true
            {"name": "Blue Bottle Coffee", "address": "54 Mint St", "city": "San Francisco"}                      | [ADDRESS] | true
            {"name": "Blue Bottle Coffe", "lat": 37.7829, "lng": -122.4081}                                       | [POSITION] | true
            {"name": "Blue Bottle", "address": "Mint Plaza", "lat": 37.7829, "lng": -122.4081}                    | [POSITION] | true
            {"name": "Blue Bottle", "address": "9 Elm Rd", "phone": "+15104513399", "lat": 37.7829, "lng": -122.4081} | [POSITION] | false
            {"name": "Blue Bottle Coffee", "lat": 37.79, "lng": -122.4078}                                        | none | false
            {"name": "Sightglass", "lat": 37.7825, "lng": -122.4078}                                              | none | false
            {"name": "Other", "address": "1 Elm St", "country": "US", "phone": "(510) 451-3322"}                  | [PHONE] | false
            {"name": "Blue Bottle", "address": "54 Mint Street", "country": "US", "phone": "(510) 451-3322"}      | [PHONE] | true
            {"name": "Blue Bottle", "address": "9 Far Away Rd", "country": "US", "phone": "(510) 451-3322"}       | [PHONE] | false
            {"name": "Other", "address": "1 Elm St", "city": "san francisco", "website": "bluebottle.example"}    | [WEBSITE] | false
            {"name": "Other", "address": "1 Elm St", "city": "Oakland", "website": "bluebottle.example"}          | none | false
            """)
    void findsWhatMayBeTheSame(String json, String by, boolean certain) {
        List<LocationMatch> matches = find(1, draft(json)).getFirst();

        if (by == null) {
            assertThat(matches).isEmpty();
        } else {
            assertThat(matches).singleElement().satisfies(match -> {
                assertThat(match.by().stream().map(Enum::name).sorted().toList())
                        .hasToString(by);
                assertThat(match.certain()).isEqualTo(certain);
                assertThat(match.warning()).contains("duplicate of location " + match.locationId());
            });
        }
    }

    @Test
    void looksOnlyInItsWorkspaceAndAnswersForEachDraft() {
        LocationDraft stored = draft(STORED);
        LocationDraft other = draft("{\"name\": \"x\", \"address\": \"y\"}");

        assertThat(find(1, other, stored)).extracting(List::size).containsExactly(0, 1);
        assertThat(find(2, stored).getFirst()).isEmpty();
    }

    @Test
    void readsABoundedNumberOfRowsOfAChain() {
        for (int number = 0; number < 300; number++) {
            write(
                    1,
                    draft(
                            "{\"name\": \"Chain\", \"address\": \"" + number
                                    + " Main St\", \"city\": \"Springfield\", \"phone\": \"+15104513399\", \"lat\": 1, \"lng\": 1}"));
        }

        List<LocationMatch> matches = find(
                        1,
                        draft("{\"name\": \"Chain\", \"address\": \"7 Main St\", \"city\": \"Springfield\","
                                + " \"phone\": \"+15104513399\", \"lat\": 1, \"lng\": 1}"))
                .getFirst();

        assertThat(matches).hasSizeLessThanOrEqualTo(81);
        assertThat(matches.getFirst().certain()).isTrue();
        assertThat(matches).anySatisfy(match -> assertThat(match.by()).contains(LocationMatch.By.IDENTITY));
    }

    @Test
    void looksEverythingUpThroughIndexes() {
        behind.sql("""
                        INSERT INTO locations (workspace_id, identity_key, name, name_key, address, city, phone, website,
                            lat, lng)
                        SELECT 1, 'place:' || n, 'Place ' || n, 'place ' || n, n || ' Main St', 'City ' || n % 100,
                            '+1212555' || n, 'https://p' || n || '.example', n % 80, n % 170
                        FROM generate_series(1000, 6000) n
                        """).update();
        behind.sql("ANALYZE locations").update();

        long scans = roles.asTenant(new Scope(1L, null), () -> {
            // what the connection has not reported yet of its earlier transactions is counted too
            long before = scans();
            new LocationDuplicates().find(jdbc, 1, List.of(draft(STORED)));
            return scans() - before;
        });

        assertThat(scans).isZero();
    }

    @Test
    void comparesDraftsOfOneBatch() {
        LocationDraft stored = draft(STORED);

        assertThat(LocationDuplicates.same(
                        stored, draft("{\"name\": \"Blue Bottle Coffe\", \"lat\": 37.7829, \"lng\": -122.4081}")))
                .isTrue();
        assertThat(LocationDuplicates.same(
                        stored, draft("{\"name\": \"Blue Bottle Coffee\", \"address\": \"1 Elm St\"}")))
                .isFalse();
    }

    private long scans() {
        return jdbc.sql("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'locations'")
                .query(Long.class)
                .single();
    }

    private List<List<LocationMatch>> find(long workspace, LocationDraft... drafts) {
        return roles.asTenant(
                new Scope(workspace, null), () -> new LocationDuplicates().find(jdbc, workspace, List.of(drafts)));
    }

    private void write(long workspace, LocationDraft draft) {
        roles.asTenant(
                new Scope(workspace, null),
                () -> new Locations().upsert(jdbc, workspace, 1, EnumSet.allOf(LocationColumn.class), List.of(draft)));
    }

    private static LocationDraft draft(String json) {
        return LocationRules.check((ObjectNode) Objects.requireNonNull(JobJson.read(json)))
                .draft();
    }
}
