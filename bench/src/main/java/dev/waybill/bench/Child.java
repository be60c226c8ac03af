package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a piece of work in a JVM of its own, so that no contender runs on code that another one has warmed up. */
final class Child {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAP = "-Xmx768m";

    private final Path directory;
    private final Path pidFile;

    Child(Path directory, Cluster cluster) {
        this.directory = directory;
        this.pidFile = cluster.pidFile();
    }

    /** @throws IllegalStateException when it fails; its log says why */
    <T> T run(Class<?> main, Object plan, Class<T> seen) throws IOException, InterruptedException {
        return run(main, HEAP, plan, seen);
    }

    /**
     * Hands the plan, the place for what is seen, and the server's pid file to the main method, all as texts.
     *
     * @throws IllegalStateException when it fails; its log says why
     */
    <T> T run(Class<?> main, String heap, Object plan, Class<T> seen) throws IOException, InterruptedException {
        Path result = directory.resolve("seen.json");
        Path log = directory.resolve(main.getSimpleName() + ".log");
        Files.deleteIfExists(result);
        List<String> command =
                command(main, heap, JSON.writeValueAsString(plan), result.toString(), pidFile.toString());
        Process round = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (round.waitFor() != 0) {
            throw new IllegalStateException("%s failed, see %s".formatted(plan, log));
        }
        return JSON.readValue(result.toFile(), seen);
    }

    static List<String> command(Class<?> main, String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                heap,
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
