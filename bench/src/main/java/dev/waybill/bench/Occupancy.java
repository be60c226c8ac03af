package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Jobs that take a while: how much of the workers' time they get. */
final class Occupancy implements Measurement {

    private final int jobs = Setting.number("jobs", 10_000);
    private final int warmUp = Setting.number("warm-up", 2_000);
    private final int rounds = Setting.number("rounds", 3);
    private final int workers = Setting.number("workers", 16);
    private final int millis = Setting.number("millis", 20);
    private final List<String> contenders = Setting.names("contenders", List.of("waybill", "stock", "dbScheduler"));

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        Rounds all = new Rounds(directory, cluster);
        all.run(
                contenders.stream()
                        .map(contender -> new Rounds.Case(contender, contender, workers, warmUp, jobs, millis))
                        .toList(),
                rounds);
        Report report = new Report(
                "occupancy", "%,d jobs of %d ms, %d workers, %d rounds".formatted(jobs, millis, workers, rounds));
        all.tell(report);
        all.tellBusy(report);
        contenders.forEach(contender -> report.ratio(contender, "jobs/s", "waybill", contender));
        return report;
    }
}
