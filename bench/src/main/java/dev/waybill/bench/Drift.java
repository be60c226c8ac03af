package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two runs that are compared in a JVM that has compared before, findings and results included, beside the bare join that finds
 * what differs.
 */
final class Drift implements Measurement {

    private static final String SEED_RUNS = """
            WITH t AS (INSERT INTO tenants (workspace_id, name) VALUES (1, 'bench') RETURNING id)
            INSERT INTO inventory_sync_runs (workspace_id, tenant_id, selection, selection_hash, status, item_count,
                started_at, finished_at)
            SELECT 1, id, '{}', encode(sha256('{}'), 'hex'), 'completed', :subjects, now(), now() + n * interval '1 s'
            FROM t, generate_series(1, 2) n
            """;

    /* Every hundredth subject has another price in the second run. */
    private static final String SEED_ITEMS = """
            INSERT INTO inventory_items (workspace_id, sync_run_id, subject_type, external_id, content, content_hash)
            SELECT 1, :run, 'product', 'SKU-' || lpad(n::text, 9, '0'), c.content::jsonb, sha256(c.content::bytea)
            FROM generate_series(1, :subjects) n
            CROSS JOIN LATERAL (SELECT format(
                '{"currency":"EUR","name":"Product number %s of a large catalogue","price":"%s.90","stock":%s}',
                n, n % 500 + CASE WHEN :run % 2 = 0 AND n % 100 = 0 THEN 1000 ELSE 0 END, n % 70) AS content) c
            """;

    private static final String JOIN = """
            SELECT COALESCE(c.subject_type, b.subject_type) AS subject_type,
                   COALESCE(c.external_id, b.external_id) AS external_id
            FROM (SELECT * FROM inventory_items WHERE sync_run_id = 3) b
            FULL JOIN (SELECT * FROM inventory_items WHERE sync_run_id = 4) c USING (subject_type, external_id)
            WHERE b.content_hash IS DISTINCT FROM c.content_hash
            """;

    private final int subjects = Setting.number("subjects", 1_000_000);
    private final int warmUp = Setting.number("warm-up", 100_000);
    private final int rounds = Setting.number("rounds", 3);

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        String template = "drift_%d_%d".formatted(warmUp, subjects);
        if (!cluster.has(template)) {
            seed(cluster.fresh(template));
        }
        List<Double> join = new ArrayList<>();
        List<Double> job = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Database database = cluster.fresh("bench", template);
            // neither the job nor the join is to fill caches
            double unused = join(database);
            DriftRound.Seen seen = new Child(directory, cluster).run(DriftRound.class, database, DriftRound.Seen.class);
            job.add(seen.seconds());
            join.add(join(database));
            System.err.printf("round %d: %.2f s, the bare join %.2f s%n", round, job.getLast(), join.getLast());
            if (Bench.STATEMENTS > 0) {
                cluster.statements(Bench.STATEMENTS).forEach(System.err::println);
            }
        }
        Report report =
                new Report("drift", "%,d subjects against %1$,d, 1 %% changed, %d rounds".formatted(subjects, rounds));
        report.row("waybill").put("s", Spread.of(job, Double::doubleValue));
        report.row("join").put("s", Spread.of(join, Double::doubleValue));
        report.ratio("join", "s", "join", "waybill");
        return report;
    }

    private void seed(Database database) {
        Waybill.caller(database).close();
        seed(database.jdbc(), 1, warmUp);
        seed(database.jdbc(), 3, subjects);
        database.settle();
    }

    /** Two runs of a tenant of their own. */
    private static void seed(JdbcClient jdbc, int firstRun, int subjects) {
        jdbc.sql(SEED_RUNS).param("subjects", subjects).update();
        for (int run = firstRun; run <= firstRun + 1; run++) {
            jdbc.sql(SEED_ITEMS).param("run", run).param("subjects", subjects).update();
        }
    }

    private double join(Database database) {
        long start = System.nanoTime();
        int differing = database.jdbc().sql(JOIN).query().listOfRows().size();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (differing != subjects / 100) {
            throw new IllegalStateException(differing + " differ");
        }
        return seconds;
    }
}
