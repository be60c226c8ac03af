package dev.waybill.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Makes databases that have a past: some jobs that were really run, and their rows once more, many times over. */
final class HistorySeed {

    private static final int SAMPLE = 200;

    private static final String COLUMNS = """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = :table AND is_generated = 'NEVER' ORDER BY ordinal_position
            """;

    private final Cluster cluster;

    HistorySeed(Cluster cluster) {
        this.cluster = cluster;
    }

    void make(String name, String contender, int finished, int waiting) {
        System.err.printf("seeding %s%n", name);
        Database database = cluster.fresh(name);
        try (Contender one = Contenders.of(contender, database)) {
            one.migrate();
            if (finished > 0) {
                run(one);
            }
        }
        if (finished > 0) {
            multiply(database, contender.equals("stock"), finished / SAMPLE - 1);
        }
        if (waiting > 0) {
            try (Contender one = Contenders.of(contender, database)) {
                one.enqueue(waiting);
            }
        }
        database.settle();
    }

    private static void run(Contender contender) {
        contender.enqueue(SAMPLE);
        contender.start(16, number -> {});
        while (contender.ended() < SAMPLE) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void multiply(Database database, boolean stock, int copies) {
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(database.url(), database.username(), database.password(), true);
        JdbcClient jdbc = JdbcClient.create(connection);
        // neither triggers nor foreign keys: the rows are as they were written
        jdbc.sql("SET session_replication_role = replica").update();
        jdbc.sql("CREATE TEMP TABLE twins AS SELECT id::text AS job, gen_random_uuid() AS twin FROM jobrunr_jobs"
                        + " CROSS JOIN generate_series(1, " + copies + ")")
                .update();
        copy(jdbc, "jobrunr_jobs", "o.id::text = t.job", Map.of("id", "t.twin::text"));
        if (!stock) {
            jdbc.sql("ALTER TABLE twins ADD COLUMN process bigint, ADD COLUMN copy bigint GENERATED ALWAYS AS IDENTITY")
                    .update();
            jdbc.sql("UPDATE twins SET process = p.id FROM processes p WHERE p.job_id::text = twins.job")
                    .update();
            jdbc.sql("UPDATE twins SET copy = copy + (SELECT max(id) FROM processes)")
                    .update();
            copy(
                    jdbc,
                    "processes",
                    "o.id = t.process",
                    Map.of("id", "t.copy", "job_id", "t.twin", "external_id", "gen_random_uuid()"));
            copy(
                    jdbc,
                    "process_events",
                    "o.process_id = t.process",
                    Map.of("id", "nextval(pg_get_serial_sequence('process_events', 'id'))", "process_id", "t.copy"));
            jdbc.sql("SELECT setval(pg_get_serial_sequence('processes', 'id'), max(id)) FROM processes")
                    .query(Long.class)
                    .single();
        }
        connection.destroy();
    }

    private static void copy(JdbcClient jdbc, String table, String on, Map<String, String> changed) {
        List<String> columns =
                jdbc.sql(COLUMNS).param("table", table).query(String.class).list();
        String values = columns.stream()
                .map(column -> changed.getOrDefault(column, "o." + column))
                .collect(Collectors.joining(", "));
        jdbc.sql("INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s o JOIN twins t ON %s"
                        .formatted(table, String.join(", ", columns), values, table, on))
                .update();
    }
}
