package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The throughput with many finished jobs, with many that wait, and with many workspaces. */
final class History implements Measurement {

    private static final int FRACTION = 10;
    private static final List<String> ALL =
            List.of("empty", "tenth", "full", "waiting", "workspaces", "stock", "stockFull");

    private final int jobs = Setting.number("jobs", 50_000);
    private final int warmUp = Setting.number("warm-up", 30_000);
    private final int rounds = Setting.number("rounds", 3);
    private final int workers = Setting.number("workers", 16);
    private final int history = Setting.number("history", 1_000_000);
    private final List<String> cases = Setting.names("cases", ALL);

    @Override
    public Report run(Path directory, Cluster cluster) throws IOException, InterruptedException {
        Map<String, Rounds.Case> known = Map.of(
                "empty", plain("empty", "waybill"),
                "tenth", on("tenth", "waybill", "tenth", false),
                "full", on("full", "waybill", "full", false),
                "waiting", on("waiting", "waybill", "waiting", true),
                "workspaces", plain("workspaces", "waybillOfWorkspaces"),
                "stock", plain("stock", "stock"),
                "stockFull", on("stockFull", "stock", "stock_full", false));
        HistorySeed seed = new HistorySeed(cluster);
        List<Rounds.Case> chosen = cases.stream().map(known::get).toList();
        for (Rounds.Case one : chosen) {
            if (one.template() != null && (!cluster.has(one.template()) || !Boolean.getBoolean("bench.keep"))) {
                seed.make(one.template(), one.contender(), finished(one.key()), one.waiting() ? history : 0);
            }
        }
        Rounds all = new Rounds(directory, cluster);
        all.run(chosen, rounds);
        Report report = new Report(
                "history",
                "%,d jobs that do nothing, %d workers; full: %,d finished jobs with their events, tenth: a tenth of it, waiting: as many that wait, workspaces: %,d; %d rounds"
                        .formatted(jobs, workers, history, WaybillContender.WORKSPACES, rounds));
        all.tell(report);
        List.of("tenth", "full", "waiting", "workspaces")
                .forEach(key -> report.ratio(key + " to empty", "jobs/s", key, "empty"));
        report.ratio("stock", "jobs/s", "empty", "stock");
        report.ratio("stock, both full", "jobs/s", "full", "stockFull");
        return report;
    }

    private int finished(String key) {
        return switch (key) {
            case "tenth" -> history / FRACTION;
            case "full", "stockFull" -> history;
            default -> 0;
        };
    }

    private Rounds.Case plain(String key, String contender) {
        return new Rounds.Case(key, contender, workers, warmUp, jobs, 0);
    }

    private Rounds.Case on(String key, String contender, String template, boolean waiting) {
        return new Rounds.Case(
                key, contender, workers, warmUp, jobs, 0, waiting, "history_%s_%d".formatted(template, history));
    }
}
