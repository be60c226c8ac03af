package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several contenders, one after another and then all of them again: what the machine does meanwhile meets all alike. */
final class Rounds {

    private final Cluster cluster;
    private final Child child;
    private final Map<String, List<Round.Seen>> seen = new LinkedHashMap<>();

    Rounds(Path directory, Cluster cluster) {
        this.cluster = cluster;
        this.child = new Child(directory, cluster);
    }

    /**
     * What is measured once a round.
     *
     * @param key what it is called in the report
     * @param template a database that it begins with; null for an empty one
     */
    record Case(
            String key,
            String contender,
            int workers,
            int warmUp,
            int jobs,
            int millis,
            boolean waiting,
            @Nullable String template) {

        Case(String key, String contender, int workers, int warmUp, int jobs, int millis) {
            this(key, contender, workers, warmUp, jobs, millis, false, null);
        }
    }

    void run(List<Case> cases, int rounds) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Case one : cases) {
                run(one, round);
            }
        }
    }

    private void run(Case one, int round) throws IOException, InterruptedException {
        if (!NodePeers.available(one.contender())) {
            System.err.printf("%s is left out: it needs npm and node%n", one.key());
            return;
        }
        Database database = cluster.fresh("bench", one.template());
        Round.Plan plan = new Round.Plan(
                one.contender(), one.workers(), one.warmUp(), one.jobs(), one.millis(), one.waiting(), database);
        Round.Seen result = child.run(Round.class, plan, Round.Seen.class);
        seen.computeIfAbsent(one.key(), unused -> new ArrayList<>()).add(result);
        System.err.printf("round %d, %s: %,.0f jobs/s%n", round, one.key(), result.perSecond());
        if (Bench.STATEMENTS > 0) {
            cluster.statements(Bench.STATEMENTS).forEach(System.err::println);
        }
    }

    /** Rates and costs. */
    void tell(Report report) {
        seen.forEach((key, all) -> Costs.put(
                report.row(key), "jobs/s", all.stream().map(Round.Seen::effort).toList()));
    }

    /** The share of the workers' time that jobs took. */
    void tellBusy(Report report) {
        seen.forEach((key, all) -> report.row(key).put("busy %", Spread.of(all, one -> one.busy() * 100)));
    }
}
