package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a measurement by its name and writes its report to {@code results/}; in the module's directory. */
public final class Bench {

    /** How many of the dearest statements are told after each round. */
    static final int STATEMENTS = Integer.getInteger("bench.statements", 0);

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("One argument: the name of a measurement, for example throughput");
        }
        Path directory = Files.createDirectories(Path.of("target", "bench"));
        try (Cluster cluster = Cluster.start(directory.resolve("postgres"), STATEMENTS > 0)) {
            Report report = measurement(arguments[0]).run(directory, cluster);
            System.out.println(report.write(Path.of("results")));
        }
    }

    private static Measurement measurement(String name) {
        return switch (name) {
            case "throughput" -> new Throughput();
            case "occupancy" -> new Occupancy();
            case "enqueue" -> new Enqueue();
            case "latency" -> new Latency();
            case "history" -> new History();
            case "import" -> new Import();
            case "drift" -> new Drift();
            case "stream" -> new Stream();
            case "scale" -> new Scale();
            default -> throw new IllegalArgumentException("There is no measurement " + name);
        };
    }
}
