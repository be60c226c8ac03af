package dev.waybill.worker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.Ticks;
import dev.waybill.shared.schedule.Schedules;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class SchedulePostgresTest {

    private static final String[] HOURLY = {
        "waybill.schedules.hourly.cron=0 * * * *",
        "waybill.schedules.hourly.type=house_ends",
        "waybill.schedules.hourly.input={\"ending\": \"well\"}",
        "waybill.schedules.hourly.workspace=1",
        "waybill.schedules.hourly.catch-up=2h"
    };

    private final TestDatabase database;
    private final JdbcClient behind;

    SchedulePostgresTest(TestDatabase database) {
        this.database = database;
        this.behind = database.superuser();
        behind.sql("DELETE FROM schedule_runs").update();
    }

    @Test
    void isRunByJobRunrAgainAndAgainOnceForEachDueTime() {
        try (HouseNode node = new HouseNode(
                database,
                "waybill.schedules.often.cron=*/5 * * * * *",
                "waybill.schedules.often.type=house_ends",
                "waybill.schedules.often.workspace=1")) {

            Awaitility.await()
                    .atMost(HouseNode.PATIENCE)
                    .until(() -> runs("often").size() >= 3);

            List<Run> runs = runs("often");
            assertThat(runs).extracting(Run::dueAt).doesNotHaveDuplicates();
            assertThat(runs.getFirst().dueAt().getEpochSecond() % 5).isZero();
            Process process = node.await(new ProcessId(runs.getFirst().processId()));
            assertThat(process.kind().name()).isEqualTo("Schedule often");
            assertThat(process.context())
                    .hasToString("{\"due_at\":\"%s\",\"schedule\":\"often\"}"
                            .formatted(runs.getFirst().dueAt()));
            assertThat(process.times().startedAt())
                    .isAfterOrEqualTo(runs.getFirst().dueAt());
            assertThat(node.bean(Schedules.class).list(Scope.SEEDED))
                    .filteredOn(shown -> shown.definition().name().equals("often"))
                    .singleElement()
                    .satisfies(shown -> {
                        assertThat(shown.ofWorkspace()).isTrue();
                        assertThat(shown.lastProcess()).isNotNull();
                        assertThat(shown.nextDueAt()).isNotNull();
                        assertThat(shown.lastDueAt()).isNotNull();
                    });
        }
    }

    @Test
    void addsNothingWhenATickIsRepeatedAfterItsRunHasEnded() {
        try (HouseNode node = new HouseNode(database, HOURLY)) {
            Instant due = Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS);

            node.bean(Ticks.class).tick("hourly", due);
            Run run = runs("hourly").getFirst();
            node.await(new ProcessId(run.processId()));
            int before = named("Schedule hourly").size();
            IntStream.range(0, 3).parallel().forEach(i -> node.bean(Ticks.class).tick("hourly", due));

            assertThat(runs("hourly")).containsExactly(run);
            assertThat(named("Schedule hourly")).hasSize(before);

            node.bean(Ticks.class).tick("hourly", due.plus(Duration.ofHours(1)));
            assertThat(runs("hourly")).hasSize(2);
        }
    }

    @Test
    void startsNothingBeforeItIsDueThoughJobRunrComesEarly() {
        try (HouseNode node = new HouseNode(database, HOURLY)) {
            Instant due = Clock.systemUTC().instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);

            node.bean(Ticks.class).tick("hourly", due);

            Process early = node.process(new ProcessId(runs("hourly").getFirst().processId()));
            assertThat(early.times().runAt()).isEqualTo(due);
        }
    }

    @Test
    void makesGoodOnceWhatWasMissedUnlessThatIsTooLongAgo() {
        try (HouseNode node = new HouseNode(database, HOURLY)) {
            Instant hour = Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS);

            node.bean(Ticks.class).tick("hourly", hour.minus(Duration.ofHours(5)));
            assertThat(runs("hourly")).isEmpty();
            node.bean(Ticks.class).tick("hourly", hour.minus(Duration.ofHours(1)));
            node.bean(Ticks.class).tick("hourly", hour.minus(Duration.ofMinutes(90)));

            assertThat(runs("hourly")).extracting(Run::dueAt).containsExactly(hour.minus(Duration.ofHours(1)));
        }
    }

    @Test
    void submitsForEveryTargetAndGoesOnWhenOneIsRefused() {
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'second') ON CONFLICT DO NOTHING")
                .update();
        try (HouseNode node = new HouseNode(
                database, "waybill.schedules.many.cron=0 * * * *", "waybill.schedules.many.type=house_for_many")) {
            Instant due = Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS);

            node.bean(Ticks.class).tick("many", due);
            node.bean(Ticks.class).tick("many", due);

            assertThat(runs("many")).hasSize(2).allMatch(run -> run.processId() != null);
            assertThat(node.bean(ProcessReader.class)
                            .find(
                                    new Scope(2L, null),
                                    new ProcessId(runs("many").getLast().processId())))
                    .isPresent();
        }
    }

    @Test
    void forgetsWhatIsNotDeclaredAnyMoreAndLeavesOutWhatItDoesNotKnow() {
        try (HouseNode before = new HouseNode(database, HOURLY)) {
            assertThat(recurring()).anyMatch(id -> id.startsWith("waybill.hourly."));
            assertThat(names(before)).contains("hourly", "nightly-retention", "daily-review-reminders");
        }
        behind.sql("""
                        INSERT INTO schedules (name, cron, zone, type, catch_up, enabled)
                        VALUES ('of-others', '0 * * * *', 'UTC', 'unknown_here', '1 day', true) ON CONFLICT DO NOTHING
                        """).update();
        try (HouseNode after = new HouseNode(
                database,
                "waybill.schedules.unknown.cron=0 * * * *",
                "waybill.schedules.unknown.type=never_heard_of",
                "waybill.schedules.nightly-retention.enabled=false",
                "waybill.schedules.daily-review-reminders.cron=0 7 * * *")) {
            assertThat(names(after)).contains("of-others").doesNotContain("hourly", "unknown");
            assertThat(recurring())
                    .noneMatch(id -> id.startsWith("waybill.hourly.") || id.startsWith("waybill.nightly-retention."))
                    .filteredOn(id -> id.startsWith("waybill.daily-review-reminders."))
                    .hasSize(1);
            assertThat(after.bean(Schedules.class).list(Scope.SEEDED))
                    .filteredOn(shown -> shown.definition().name().equals("nightly-retention"))
                    .allMatch(shown -> shown.nextDueAt() == null);
        }
    }

    @Test
    void doesNotStartWithAScheduleThatCannotBeUnderstood() {
        assertThatThrownBy(() -> new HouseNode(
                        database, "waybill.schedules.bad.cron=often", "waybill.schedules.bad.type=house_ends"))
                .hasStackTraceContaining("waybill.schedules.bad: not a cron expression: often");
        assertThatThrownBy(() -> new HouseNode(
                        database,
                        "waybill.schedules.bad.cron=0 * * * *",
                        "waybill.schedules.bad.type=house_ends",
                        "waybill.schedules.bad.workspace=1",
                        "waybill.schedules.bad.input={\"end\": 1}"))
                .hasStackTraceContaining("waybill.schedules.bad.input does not fit house_ends");
        assertThatThrownBy(() -> new HouseNode(database, "waybill.schedules.bad.type=house_ends"))
                .hasStackTraceContaining("waybill.schedules.bad: cron is required");
    }

    private record Run(Instant dueAt, Long processId) {}

    private List<Run> runs(String schedule) {
        return behind.sql("SELECT due_at, process_id FROM schedule_runs WHERE schedule = ? ORDER BY due_at, id")
                .param(schedule)
                .query((row, index) ->
                        new Run(row.getTimestamp("due_at").toInstant(), row.getObject("process_id", Long.class)))
                .list();
    }

    private List<String> recurring() {
        return behind.sql("SELECT trim(id) FROM jobrunr_recurring_jobs")
                .query(String.class)
                .list();
    }

    private List<Long> named(String name) {
        return behind.sql("SELECT id FROM processes WHERE name = ?")
                .param(name)
                .query(Long.class)
                .list();
    }

    private static List<String> names(HouseNode node) {
        return node.bean(Schedules.class).list(Scope.SEEDED).stream()
                .map(shown -> shown.definition().name())
                .toList();
    }
}
