package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a {@link Round} in a JVM of its own, so that no contender runs on code that another one has warmed up. */
final class Child {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAP = "-Xmx768m";

    private final Path directory;
    private final Cluster cluster;

    Child(Path directory, Cluster cluster) {
        this.directory = directory;
        this.cluster = cluster;
    }

    /** @throws IllegalStateException when it fails; its log says why */
    Round.Seen run(String contender, int workers, int warmUp, int jobs) throws IOException, InterruptedException {
        Database database = cluster.fresh("bench");
        Round.Plan plan = new Round.Plan(
                contender, workers, warmUp, jobs, database.url(), database.username(), database.password());
        Path seen = directory.resolve("round.json");
        Path log = directory.resolve("round.log");
        Files.deleteIfExists(seen);
        Process round = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        HEAP,
                        "--enable-native-access=ALL-UNNAMED",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Round.class.getName(),
                        JSON.writeValueAsString(plan),
                        seen.toString(),
                        cluster.pidFile().toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (round.waitFor() != 0) {
            throw new IllegalStateException("%s with %d workers failed, see %s".formatted(contender, workers, log));
        }
        return JSON.readValue(seen.toFile(), Round.Seen.class);
    }
}
