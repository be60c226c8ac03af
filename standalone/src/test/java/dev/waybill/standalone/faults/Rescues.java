package dev.waybill.standalone.faults;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How long it took until the jobs of a worker that was lost ran elsewhere. */
final class Rescues {

    // what shares a key waits for its turn again, which says nothing of the rescue
    private static final String RUNNING = """
            SELECT id, event_seq FROM processes
            WHERE status = 'running' AND worker_id = :worker AND concurrency_key IS NULL
            """;

    private static final String RESCUED = """
            SELECT CEIL(EXTRACT(EPOCH FROM started.created_at - :at) * 1000)::bigint
            FROM unnest(:ids::bigint[], :seqs::bigint[]) AS victim (id, seq)
            CROSS JOIN LATERAL (
                SELECT min(seq) AS seq FROM process_events
                WHERE process_id = victim.id AND type = 'interrupted' AND seq > victim.seq) AS interrupted
            CROSS JOIN LATERAL (
                SELECT created_at FROM process_events
                WHERE process_id = victim.id AND type = 'started' AND seq > interrupted.seq ORDER BY seq LIMIT 1) AS started
            """;

    private final SoakDatabase database;
    private final Map<Fault, List<Long>> millis = new EnumMap<>(Fault.class);
    private final List<Victims> open = new ArrayList<>();

    Rescues(SoakDatabase database) {
        this.database = database;
    }

    /** Notes what the worker runs, in the moment before it is lost. */
    void about(Fault fault, String worker) {
        List<Long> ids = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        OffsetDateTime now =
                database.sql("SELECT waybill_now()").query(OffsetDateTime.class).single();
        database.sql(RUNNING).param("worker", worker).query(row -> {
            ids.add(row.getLong("id"));
            seqs.add(row.getLong("event_seq"));
        });
        open.add(new Victims(fault, now, ids, seqs));
    }

    /** Reads what became of what was noted, once all of it has ended. */
    void collect() {
        for (Victims victims : open) {
            millis.computeIfAbsent(victims.fault, unused -> new ArrayList<>())
                    .addAll(database.sql(RESCUED)
                            .param("at", victims.at)
                            .param("ids", victims.ids.toArray(Long[]::new))
                            .param("seqs", victims.seqs.toArray(Long[]::new))
                            .query(Long.class)
                            .list());
        }
        open.clear();
    }

    /** For people: how many, and the times. */
    List<String> lines() {
        return millis.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry ->
                        line(entry.getKey(), entry.getValue().stream().sorted().toList()))
                .toList();
    }

    private static String line(Fault fault, List<Long> sorted) {
        return "rescue after %s: %d jobs, p50 %d ms, p95 %d ms, max %d ms"
                .formatted(fault, sorted.size(), quantile(sorted, 0.5), quantile(sorted, 0.95), sorted.getLast());
    }

    private static long quantile(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private record Victims(Fault fault, OffsetDateTime at, List<Long> ids, List<Long> seqs) {}
}
