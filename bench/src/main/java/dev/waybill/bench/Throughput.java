package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs that do nothing, as fast as they go: what the queue and its ledger cost. */
final class Throughput {

    private static final List<String> CONTENDERS = List.of("waybill", "notified", "stock", "filterMirror", "dbScheduler", "byHand");

    private final Path directory;
    private final int jobs = Integer.getInteger("bench.jobs", 50_000);
    private final int warmUp = Integer.getInteger("bench.warm-up", 20_000);
    private final int rounds = Integer.getInteger("bench.rounds", 3);
    private final List<String> contenders = List.of(
            System.getProperty("bench.contenders", String.join(",", CONTENDERS)).split(","));
    private final List<Integer> workers = List.of(
                    System.getProperty("bench.workers", "16,64").split(","))
            .stream()
            .map(Integer::valueOf)
            .toList();

    Throughput(Path directory) {
        this.directory = directory;
    }

    Report run(Cluster cluster) throws IOException, InterruptedException {
        Child child = new Child(directory, cluster);
        Map<String, List<Round.Seen>> seen = new LinkedHashMap<>();
        // one contender after another, then all of them again: what the machine does meanwhile meets all alike
        for (int round = 1; round <= rounds; round++) {
            for (int count : workers) {
                for (String contender : contenders) {
                    Round.Seen one = child.run(contender, count, warmUp, jobs);
                    seen.computeIfAbsent(key(contender, count), unused -> new ArrayList<>())
                            .add(one);
                    System.err.printf("round %d, %s: %,.0f jobs/s%n", round, key(contender, count), one.perSecond());
                    if (Bench.STATEMENTS > 0) {
                        cluster.statements(Bench.STATEMENTS).forEach(System.err::println);
                    }
                }
            }
        }
        return report(seen);
    }

    private Report report(Map<String, List<Round.Seen>> seen) {
        Report report = new Report("throughput", "%,d jobs that do nothing, %d rounds".formatted(jobs, rounds));
        seen.forEach((key, all) -> report.row(key)
                .put("jobs/s", Spread.of(all, Round.Seen::perSecond))
                .put("commits", Spread.of(all, Round.Seen::commits))
                .put("WAL bytes", Spread.of(all, Round.Seen::walBytes))
                .put("JVM µs", Spread.of(all, Round.Seen::jvmMicros))
                .put("PostgreSQL µs", Spread.of(all, Round.Seen::postgresMicros)));
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
