package dev.waybill.worker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.housekeeping.ProcessArchives;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class RetentionPostgresTest {

    private final TestDatabase database;
    private final JdbcClient behind;

    RetentionPostgresTest(TestDatabase database) {
        this.database = database;
        this.behind = database.superuser();
    }

    @AfterEach
    void agrees() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @Test
    void removesWhatEndedLongAgoWithEverythingThatIsKeptOfIt() {
        try (HouseNode node = new HouseNode(database, "waybill.retention.batch-size=3")) {
            List<ProcessId> old = IntStream.range(0, 10)
                    .mapToObj(i -> node.ended(i % 2 == 0 ? "errs" : "fails"))
                    .toList();
            ProcessId waiting = node.submit(HouseNode.WAITS, null, null);
            age(100);
            ProcessId fresh = node.ended("errs");

            Process run = retention(node);

            assertThat(summary(run).path("processes").asLong()).isEqualTo(10);
            assertThat(old).noneMatch(node::exists);
            assertThat(node.exists(waiting)).isTrue();
            assertThat(node.exists(fresh)).isTrue();
            assertThat(left(old)).isZero();
            assertThat(summary(retention(node)).path("processes").asLong()).isZero();
        }
    }

    @Test
    void keepsSomeTypesLongerOrShorter() {
        try (HouseNode node = new HouseNode(
                database,
                "waybill.retention.age=10d",
                "waybill.retention.types.house_ends=200d",
                "waybill.retention.types.review_expiry=1d")) {
            ProcessId kept = node.ended("well");
            age(100);

            retention(node);

            assertThat(node.exists(kept)).isTrue();
        }
    }

    @Test
    void keepsWhatAnActiveProcessRefersTo() {
        try (HouseNode node = new HouseNode(database)) {
            ProcessId origin = node.ended("well");
            ProcessId retry = node.submit(HouseNode.WAITS, null, null);
            ProcessId subject = node.ended("well");
            node.bean(ProcessQueue.class)
                    .submit(Submission.of(Scope.SEEDED, HouseNode.WAITS, new HouseNode.Input(null, null))
                            .relatedTo("process", subject.value()));
            behind.sql("UPDATE processes SET retry_of = ? WHERE id = ?")
                    .params(origin.value(), retry.value())
                    .update();
            age(100);

            Process run = retention(node);

            assertThat(node.exists(origin)).isTrue();
            assertThat(node.exists(subject)).isTrue();
            assertThat(summary(run).path("kept").asLong()).isEqualTo(2);
        }
    }

    @Test
    void leavesTheOthersWhenATableRefusesOne() {
        try (HouseNode node = new HouseNode(database)) {
            ProcessId referred = node.ended("well");
            ProcessId free = node.ended("well");
            behind.sql("CREATE TABLE theirs (process_id bigint REFERENCES processes)")
                    .update();
            behind.sql("INSERT INTO theirs VALUES (?)").param(referred.value()).update();
            age(100);

            Process run = retention(node);

            assertThat(run.status()).isEqualTo(ProcessStatus.COMPLETED);
            assertThat(node.exists(referred)).isTrue();
            assertThat(node.exists(free)).isFalse();
            behind.sql("DROP TABLE theirs").update();
        }
    }

    @Test
    void writesThemToAFileFirst() throws Exception {
        try (HouseNode node = new HouseNode(database, "waybill.retention.archive=true")) {
            ProcessId old = node.ended("errs");
            age(100);

            retention(node);

            assertThat(node.exists(old)).isFalse();
            ProcessArchives.Archive archive = node.bean(ProcessArchives.class)
                    .list(Scope.SEEDED, Long.MAX_VALUE, 1)
                    .getFirst();
            assertThat(archive.lastProcessId()).isGreaterThanOrEqualTo(old.value());
            List<JsonNode> lines = lines(node, archive).stream()
                    .dropWhile(line -> line.path("process").path("id").asLong() != old.value())
                    .toList();
            assertThat(lines.getFirst().path("process").path("status").asText()).isEqualTo("completed");
            assertThat(lines.stream().filter(line -> line.has("event"))).hasSize(3);
            assertThat(lines.stream().filter(line -> line.has("item"))).hasSize(2);
        }
    }

    @Test
    void forgetsRequestKeysWhoseTimeIsOver() {
        try (HouseNode node = new HouseNode(database)) {
            ProcessId id = node.ended("well");
            behind.sql("""
                            INSERT INTO request_keys (workspace_id, key, body_hash, process_id, expires_at)
                            VALUES (1, 'old', '\\x00', ?, now() - interval '1 hour'), (1, 'new', '\\x00', ?, now() + interval '1 hour')
                            """).params(id.value(), id.value()).update();

            retention(node);

            assertThat(behind.sql("SELECT key FROM request_keys")
                            .query(String.class)
                            .list())
                    .containsExactly("new");
        }
    }

    private static JsonNode summary(Process run) {
        return Objects.requireNonNull(run.summary());
    }

    private static Process retention(HouseNode node) {
        Process run = node.run(Scope.SYSTEM, HousekeepingTypes.RETENTION, new HousekeepingInput());
        assertThat(run.errorMessage()).isNull();
        return run;
    }

    /** Everything that has ended did so days earlier. */
    private void age(int days) {
        behind.sql("""
                        UPDATE processes SET created_at = created_at - make_interval(days => :days),
                            finished_at = finished_at - make_interval(days => :days)
                        """).param("days", days).update();
    }

    private long left(List<ProcessId> ids) {
        return behind.sql("""
                        SELECT (SELECT count(*) FROM process_events WHERE process_id = ANY(:ids))
                            + (SELECT count(*) FROM process_items WHERE process_id = ANY(:ids))
                            + (SELECT count(*) FROM jobrunr_jobs WHERE state = 'FAILED')
                        """)
                .param("ids", ids.stream().map(ProcessId::value).toArray(Long[]::new))
                .query(Long.class)
                .single();
    }

    private static List<JsonNode> lines(HouseNode node, ProcessArchives.Archive archive) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(node.bean(FileStore.class).open(1, archive.fileId())), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> Objects.requireNonNull(JobJson.read(line)))
                    .toList();
        }
    }
}
