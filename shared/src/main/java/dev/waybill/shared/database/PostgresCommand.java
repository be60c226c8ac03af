package dev.waybill.shared.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one of PostgreSQL's programs and keeps what it says. They refuse root, and a user id without
 * a name: then they run as nobody in a user namespace of their own, or, where the system does not allow root one, under
 * the id that owns the data.
 */
final class PostgresCommand {

    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;
    private static final String NAMELESS = "?";
    private static final List<String> IN_A_NAMESPACE = List.of("unshare", "-U");
    private static final int TIMEOUT_MINUTES = 6;

    private final Path directory;
    private final Path cluster;

    /**
     * @param directory where it runs and writes its output
     * @param cluster the data that it works on, whether it exists yet or not
     */
    PostgresCommand(Path directory, Path cluster) {
        this.directory = directory;
        this.cluster = cluster;
    }

    /** Answers what it printed if it succeeded, and throws it otherwise. */
    String run(List<String> command) {
        List<String> whole = new ArrayList<>(identity());
        whole.addAll(command);
        Path output = directory.resolve("command.log");
        int exit = exitOf(whole, output);
        String said = read(output);
        if (exit != 0) {
            throw new IllegalStateException("PostgreSQL failed: %s ended with %d: %s"
                    .formatted(Path.of(command.getFirst()).getFileName(), exit, said.strip()));
        }
        return said;
    }

    private List<String> identity() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return List.of();
        }
        if (owner(Path.of("/proc/self")) != ROOT) {
            return System.getProperty("user.name").equals(NAMELESS) ? IN_A_NAMESPACE : List.of();
        }
        int owner = Files.exists(cluster) ? owner(cluster) : ROOT;
        return owner == ROOT && canUnshare() ? IN_A_NAMESPACE : as(owner == ROOT ? NOBODY : owner);
    }

    // The capability opens root's directories to it; the server refuses by user id only.
    private static List<String> as(int user) {
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override");
    }

    private boolean canUnshare() {
        return exitOf(List.of("unshare", "-U", "true"), directory.resolve("command.log")) == 0;
    }

    // To a file, never a pipe: the server inherits it and would block, or die, once nobody reads.
    private int exitOf(List<String> command, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        try {
            return waitFor(builder.start());
        } catch (IOException e) {
            return 127;
        }
    }

    private static int waitFor(Process process) {
        try {
            if (process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                return process.exitValue();
            }
            throw new IllegalStateException("PostgreSQL did not answer within " + TIMEOUT_MINUTES + " minutes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static int owner(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
