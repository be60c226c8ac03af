package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.JobOutcome;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jobrunr.jobs.Job;
import org.junit.jupiter.api.Test;

/** Plans that a connection has made while hardly anything waited serve when much does, before PostgreSQL has counted it. */
@PostgresTest
class LastingPlansPostgresTest {

    private static final AttemptEnd DONE = new AttemptEnd.Finished(new JobOutcome.Completed(Map.of()));
    private static final List<String> TABLES = List.of("processes", "process_events", "jobrunr_jobs");

    @Test
    void readNoMoreThanTheyNeed(TestDatabase database) {
        TABLES.forEach(table -> database.jdbc()
                .sql("ALTER TABLE %s SET (autovacuum_enabled = false)".formatted(table))
                .update());
        TABLES.forEach(table -> database.jdbc().sql("ANALYZE " + table).update());
        long before;
        int jobs = 0;
        // what a connection has read is told when it is closed
        try (QueueNode node = new QueueNode(database)) {
            node.cancelAll();
            for (int one = 0; one < 20; one++) {
                node.submit();
                node.submit();
                // as much as was wanted: the next look is one from the fronts
                claimAndEnd(node, 1);
                claimAndEnd(node, 1);
                // nothing is left: jobs without a process are looked for
                claimAndEnd(node, 1);
            }
            node.bean(BulkSubmission.class).all(Collections.nCopies(10_000, QueueNode.submission()));
            before = rowsRead(database);

            for (int claim = 0; claim < 20; claim++) {
                jobs += claimAndEnd(node, 10);
            }
        }

        assertThat(jobs).isEqualTo(200);
        assertThat(rowsRead(database) - before).isLessThan(100L * jobs);
    }

    private static int claimAndEnd(QueueNode node, int limit) {
        List<Job> jobs = node.claim(limit);
        jobs.forEach(job -> node.end(job, DONE));
        return jobs.size();
    }

    private static long rowsRead(TestDatabase database) {
        database.jdbc().sql("SELECT pg_stat_clear_snapshot()").query().listOfRows();
        return database.jdbc()
                .sql("""
                        SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname = ANY(:tables))
                            + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = ANY(:tables))
                        """)
                .param("tables", TABLES.toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
