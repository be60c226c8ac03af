package dev.waybill.shared.locations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class LocationsPostgresTest {

    private static final Set<LocationColumn> ALL = EnumSet.allOf(LocationColumn.class);

    private final Locations locations = new Locations();
    private final LocationUndo undo = new LocationUndo();
    private final JdbcClient jdbc;
    private final JdbcClient behind;
    private final RoleTransactions roles;

    LocationsPostgresTest(TestDatabase database) {
        this.jdbc = database.jdbc();
        this.behind = database.superuser();
        this.roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE locations").update();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
    }

    @Test
    void insertsUpdatesAndLeavesAloneInOneGo() {
        upsert(1, place("A", "+12125550101"), place("B", "+12125550102"));

        List<LocationChange> changes =
                upsert(2, place("C", "+12125550103"), place("B", "+12125550199"), place("A", "+12125550101"));

        assertThat(changes)
                .extracting(LocationChange::kind)
                .containsExactly(
                        LocationChange.Kind.INSERTED, LocationChange.Kind.UPDATED, LocationChange.Kind.UNCHANGED);
        assertThat(member(changes.get(1).before(), "phone")).isEqualTo("+12125550102");
        assertThat(member(changes.get(1).after(), "phone")).isEqualTo("+12125550199");
        assertThat(changes.getLast().before()).isNull();
        assertThat(behind.sql("SELECT name || ' ' || source_process_id FROM locations ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("A 1", "B 2", "C 2");
    }

    @Test
    void keepsEveryFieldOfADraft() {
        LocationDraft draft = draft("""
                {"source_id": "s-1", "name": "Café Ünïque", "address": "1 Main St", "city": "New York", "state": "New York",
                 "zip": "10001", "country": "USA", "phone": "(212) 555-0123", "website": "example.com", "lat": 40.7128,
                 "lng": "-74.006", "tags": ["a", "b"], "categories": ["cafe"], "custom_fields": {"wifi": true, "seats": 12},
                 "hours": {"mon": "9am - 5pm", "sun": "closed"}}""");

        JsonNode after = Objects.requireNonNull(upsert(1, draft).getFirst().after());

        assertThat(LocationRules.check(after).draft()).isEqualTo(draft);
        assertThat(upsert(2, draft).getFirst().kind()).isEqualTo(LocationChange.Kind.UNCHANGED);
        assertThat(behind.sql("SELECT website_host || ' ' || name_key || ' ' || lat FROM locations")
                        .query(String.class)
                        .single())
                .isEqualTo("example.com cafe unique 40.712800");
    }

    @Test
    void leavesColumnsThatTheSourceDoesNotHave() {
        upsert(1, place("A", "+12125550101"));

        roles.asTenant(
                Scope.SEEDED,
                () -> locations.upsert(
                        jdbc,
                        1,
                        2,
                        Set.of(LocationColumn.NAME, LocationColumn.CATEGORIES),
                        List.of(with(place("A", null), "categories", "[\"bar\"]"))));

        assertThat(behind.sql("SELECT phone || ' ' || categories[1] FROM locations")
                        .query(String.class)
                        .single())
                .isEqualTo("+12125550101 bar");
    }

    @Test
    void fillsOnlyWhatIsEmpty() {
        upsert(1, with(place("A", null), "website", "\"https://old.example\""));

        List<LocationChange> changes = roles.asTenant(
                Scope.SEEDED,
                () -> locations.fill(
                        jdbc,
                        1,
                        2,
                        List.of(Locations.Keyed.of(
                                with(place("A", "+12125550101"), "website", "\"https://new.example\"")))));

        assertThat(changes.getFirst().kind()).isEqualTo(LocationChange.Kind.UPDATED);
        assertThat(behind.sql("SELECT phone || ' ' || website FROM locations")
                        .query(String.class)
                        .single())
                .isEqualTo("+12125550101 https://old.example");
    }

    @Test
    void previewsWithoutATrace() {
        upsert(1, place("A", "+12125550101"), place("B", "+12125550102"));
        String before = table();

        List<LocationChange> changes = roles.asTenant(
                Scope.SEEDED,
                () -> locations.preview(
                        jdbc, 1, ALL, List.of(place("A", null), place("B", "+12125550102"), place("C", null))));

        assertThat(changes)
                .extracting(LocationChange::kind)
                .containsExactly(
                        LocationChange.Kind.UPDATED, LocationChange.Kind.UNCHANGED, LocationChange.Kind.INSERTED);
        assertThat(changes.getLast().locationId()).isNull();
        assertThat(member(changes.getLast().after(), "name")).isEqualTo("C");
        assertThat(table()).isEqualTo(before);
        assertThat(upsert(2, place("A", null), place("C", null)))
                .extracting(LocationChange::after)
                .containsExactly(changes.getFirst().after(), changes.getLast().after());
    }

    @Test
    void keepsWorkspacesApart() {
        upsert(1, place("A", null));
        LocationChange other = roles.asTenant(
                        new Scope(2L, null),
                        () -> locations.upsert(jdbc, 2, 1, ALL, List.of(place("A", "+12125550101"))))
                .getFirst();

        assertThat(other.kind()).isEqualTo(LocationChange.Kind.INSERTED);
        LocationUndo.Written write = new LocationUndo.Written(id(other), null, Objects.requireNonNull(other.after()));
        assertThat(undo(1, write)).containsEntry(id(other), LocationUndo.Outcome.GONE);
    }

    @Test
    void undoesWhatNobodyHasTouchedSince() {
        long updated = id(upsert(1, place("A", "+12125550101")).getFirst());
        List<LocationChange> changes = upsert(
                2, with(place("A", null), "tags", "[\"x\"]"), place("B", null), place("C", null), place("D", null));
        upsert(3, place("C", "+12125550103"));
        behind.sql("DELETE FROM locations WHERE name = 'D'").update();

        Map<Long, LocationUndo.Outcome> outcomes = undo(
                2,
                changes.stream()
                        .map(change -> new LocationUndo.Written(
                                id(change), change.before(), Objects.requireNonNull(change.after())))
                        .toArray(LocationUndo.Written[]::new));

        assertThat(changes.stream().map(change -> outcomes.get(id(change))))
                .containsExactly(
                        LocationUndo.Outcome.RESTORED,
                        LocationUndo.Outcome.REMOVED,
                        LocationUndo.Outcome.CHANGED_SINCE,
                        LocationUndo.Outcome.GONE);
        assertThat(behind.sql(
                                "SELECT phone || tags::text || COALESCE(source_process_id, 0) || name_key FROM locations WHERE id = ?")
                        .param(updated)
                        .query(String.class)
                        .single())
                .isEqualTo("+12125550101{}0a");
    }

    @Test
    void undoesTheWriterBeforeOnceTheLastIsUndone() {
        LocationUndo.Written first =
                written(upsert(1, place("A", "+12125550101")).getFirst());
        LocationUndo.Written second =
                written(upsert(2, place("A", "+12125550102")).getFirst());
        long id = first.locationId();

        assertThat(undo(1, first)).containsEntry(id, LocationUndo.Outcome.CHANGED_SINCE);
        assertThat(undo(2, second)).containsEntry(id, LocationUndo.Outcome.RESTORED);
        assertThat(undo(2, second)).containsEntry(id, LocationUndo.Outcome.ALREADY);
        assertThat(undo(1, first)).containsEntry(id, LocationUndo.Outcome.REMOVED);
    }

    private static LocationUndo.Written written(LocationChange change) {
        return new LocationUndo.Written(id(change), change.before(), Objects.requireNonNull(change.after()));
    }

    @Test
    void neverWritesTwiceWhatManyBringAtOnce() throws Exception {
        List<LocationDraft> drafts = new ArrayList<>(
                IntStream.range(0, 60).mapToObj(n -> place("Place " + n, null)).toList());
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<LocationChange>>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                List<LocationDraft> mine = new ArrayList<>(drafts);
                Collections.shuffle(mine, new Random(writer));
                int process = writer;
                writers.add(threads.submit(() -> upsert(process, mine.toArray(LocationDraft[]::new))));
            }
            long inserted = 0;
            for (Future<List<LocationChange>> writer : writers) {
                inserted += writer.get().stream()
                        .filter(change -> change.kind() == LocationChange.Kind.INSERTED)
                        .count();
            }
            assertThat(inserted).isEqualTo(60);
        }
    }

    private List<LocationChange> upsert(long process, LocationDraft... drafts) {
        return roles.asTenant(Scope.SEEDED, () -> locations.upsert(jdbc, 1, process, ALL, List.of(drafts)));
    }

    private Map<Long, LocationUndo.Outcome> undo(long process, LocationUndo.Written... writes) {
        Supplier<Map<Long, LocationUndo.Outcome>> work = () -> undo.undo(jdbc, 1, process, List.of(writes));
        return roles.asTenant(Scope.SEEDED, work);
    }

    private String table() {
        return behind.sql("SELECT string_agg(l::text || l.xmin, '|' ORDER BY id) FROM locations l")
                .query(String.class)
                .single();
    }

    private static long id(LocationChange change) {
        return Objects.requireNonNull(change.locationId());
    }

    private static String member(@Nullable JsonNode state, String name) {
        return Objects.requireNonNull(state).path(name).asText();
    }

    private static LocationDraft place(String name, @Nullable String phone) {
        return draft("{\"name\": \"" + name
                + "\", \"address\": \"1 Main St\", \"city\": \"Springfield\", \"country\": \"US\""
                + (phone == null ? "}" : ", \"phone\": \"" + phone + "\"}"));
    }

    private static LocationDraft with(LocationDraft draft, String member, String json) {
        return LocationRules.check(draft.json().set(member, Objects.requireNonNull(JobJson.read(json))))
                .draft();
    }

    private static LocationDraft draft(String json) {
        CheckedLocation checked = LocationRules.check(Objects.requireNonNull(JobJson.read(json)));
        assertThat(checked.errors()).isEmpty();
        return checked.draft();
    }
}
