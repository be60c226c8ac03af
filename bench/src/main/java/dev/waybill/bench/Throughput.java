package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jobs that do nothing, as fast as they go: what the queue and its ledger cost. */
final class Throughput implements Measurement {

    private static final int SLOW_SECONDS = 20;

    private final int jobs = Setting.number("jobs", 50_000);
    private final int warmUp = Setting.number("warm-up", 150_000);
    private final int rounds = Setting.number("rounds", 3);
    private final List<String> contenders = Setting.names("contenders", Contenders.ALL);
    private final List<Integer> workers = Setting.numbers("workers", "16,64");

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        List<Rounds.Case> cases = new ArrayList<>();
        for (int count : workers) {
            for (String contender : contenders) {
                // it polls twice a second at best, one job a worker
                boolean slow = contender.equals("pgBoss");
                cases.add(new Rounds.Case(
                        key(contender, count),
                        contender,
                        count,
                        slow ? count : warmUp,
                        slow ? Math.min(jobs, count * SLOW_SECONDS) : jobs,
                        0));
            }
        }
        Rounds all = new Rounds(directory, cluster);
        all.run(cases, rounds);
        Report report = new Report("throughput", "%,d jobs that do nothing, %d rounds".formatted(jobs, rounds));
        all.tell(report);
        for (int count : workers) {
            for (String contender : contenders) {
                report.ratio(contender + "@" + count, "jobs/s", key("waybill", count), key(contender, count));
            }
        }
        return report;
    }

    private static String key(String contender, int workers) {
        return contender + ", " + workers + " workers";
    }
}
