package dev.waybill.shared.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class VerificationPostgresTest {

    private static final String JOB = "0198b9a4-0000-7000-8000-000000000001";

    private final TestDatabase database;
    private final JdbcClient behind;

    VerificationPostgresTest(TestDatabase database) {
        this.database = database;
        this.behind = database.superuser();
    }

    @BeforeEach
    void oneCompletedProcess() {
        behind.sql("""
                        SET session_replication_role = replica;
                        DELETE FROM process_items; DELETE FROM process_events; DELETE FROM processes;
                        DELETE FROM jobrunr_jobs;
                        INSERT INTO processes (workspace_id, type, status, outcome, queue, max_attempts, job_id, event_seq,
                            succeeded_items, finished_at)
                        VALUES (1, 'import', 'completed', 'succeeded', 'default', 4, '%1$s', 2, 1, now());
                        INSERT INTO process_events (process_id, seq, type, status, attempt)
                        SELECT id, 1, 'queued', 'pending', 0 FROM processes;
                        INSERT INTO process_events (process_id, seq, type, status, attempt)
                        SELECT id, 2, 'completed', 'completed', 1 FROM processes;
                        INSERT INTO process_items (process_id, item_index, status) SELECT id, 0, 'success' FROM processes;
                        INSERT INTO jobrunr_jobs (id, version, jobAsJson, jobSignature, state, createdAt, updatedAt)
                        VALUES ('%1$s', 1, '{}', 'dev.waybill.shared.queue.RunProcessHandler.run(x)', 'SUCCEEDED', now(),
                            now());
                        """.formatted(JOB)).update();
    }

    @Test
    void findsNothingWhereAllAgrees() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE processes SET event_seq = 3                                  | event_seq is 3
            DELETE FROM process_events WHERE seq = 1                            | 1 events
            UPDATE process_events SET status = 'running' WHERE seq = 2          | its last event says running
            UPDATE processes SET succeeded_items = 7                            | counts 7/0/0, but has items 1/0/0
            UPDATE process_items SET status = 'error'                           | counts 1/0/0, but has items 0/1/0
            UPDATE jobrunr_jobs SET state = 'PROCESSING'                        | JobRunr's job is PROCESSING
            UPDATE processes SET status = 'pending', outcome = NULL, finished_at = NULL | JobRunr's job is SUCCEEDED
            UPDATE jobrunr_jobs SET id = '0198b9a4-0000-7000-8000-000000000002', state = 'ENQUEUED' | stands for no process
            """)
    void namesWhatDiverges(String damage, String sentence) {
        behind.sql("SET session_replication_role = replica; " + damage).update();

        assertThat(LedgerInvariants.violations(database.dataSource()))
                .anySatisfy(violation -> assertThat(violation).contains(sentence));
    }

    @Test
    void theCommandPrintsWhatItFindsAndSaysItInItsExitCode() {
        assertThat(verify()).isEqualTo(new Result(0, List.of("1 processes, 0 divergences")));

        behind.sql("UPDATE processes SET event_seq = 3").update();
        Result found = verify();
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.lines()).last().isEqualTo("1 processes, 1 divergences");
        assertThat(found.lines()).first().asString().contains("event_seq is 3");
    }

    @Test
    void theCommandSaysThatItCouldNotLook() {
        try (TestDatabase empty = TestDatabase.empty()) {
            Result unable = verify(empty);

            assertThat(unable.exitCode()).isEqualTo(2);
            assertThat(unable.lines()).last().asString().startsWith("The ledger could not be looked at: ");
        }
    }

    private record Result(int exitCode, List<String> lines) {}

    private Result verify() {
        return verify(database);
    }

    private static Result verify(TestDatabase looked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] arguments = Stream.concat(
                        Stream.of("verify"),
                        Arrays.stream(looked.springProperties()).map(setting -> "--" + setting))
                .toArray(String[]::new);
        int exitCode = VerifyCommand.run(new PrintStream(out, true, StandardCharsets.UTF_8), context -> {}, arguments);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
