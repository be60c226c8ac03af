package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it costs to enqueue: one by one from several threads, within a caller's transaction, and many at once. */
final class Enqueue implements Measurement {

    private final int jobs = Setting.number("jobs", 40_000);
    private final int bulk = Setting.number("bulk", 10_000);
    private final int threads = Setting.number("threads", 8);
    private final int warmUp = Setting.number("warm-up", 60);
    private final int rounds = Setting.number("rounds", 3);
    private final List<String> ways = Setting.names(
            "ways",
            List.of(
                    "waybill",
                    "notified",
                    "waybillInTransaction",
                    "stock",
                    "byHand",
                    "byHandInTransaction",
                    "waybillBulk",
                    "notifiedBulk",
                    "stockBulk",
                    "byHandBulk"));

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        Map<String, List<Effort.Seen>> seen = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (String way : ways) {
                EnqueueRound.Plan plan =
                        new EnqueueRound.Plan(way, threads, jobs, bulk, warmUp, cluster.fresh("bench"));
                Effort.Seen one = new Child(directory, cluster).run(EnqueueRound.class, plan, Effort.Seen.class);
                seen.computeIfAbsent(way, unused -> new ArrayList<>()).add(one);
                System.err.printf("round %d, %s: %,.0f jobs/s%n", round, way, one.perSecond());
                if (Bench.STATEMENTS > 0) {
                    cluster.statements(Bench.STATEMENTS).forEach(System.err::println);
                }
            }
        }
        Report report = new Report(
                "enqueue", "%,d jobs by %d threads, or %,d at once, %d rounds".formatted(jobs, threads, bulk, rounds));
        seen.forEach((way, all) -> Costs.put(report.row(way), "jobs/s", all));
        report.ratio("stock", "jobs/s", "waybill", "stock");
        report.ratio("stock, ours within a transaction", "jobs/s", "waybillInTransaction", "stock");
        report.ratio("stockBulk", "jobs/s", "waybillBulk", "stockBulk");
        report.ratio("byHand", "jobs/s", "waybill", "byHand");
        report.ratio("byHandInTransaction", "jobs/s", "waybillInTransaction", "byHandInTransaction");
        report.ratio("byHandBulk", "jobs/s", "waybillBulk", "byHandBulk");
        return report;
    }
}
