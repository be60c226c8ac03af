package dev.waybill.shared.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The server process of a cluster, as its {@code postmaster.pid} tells.
 *
 * @param pid its process id
 * @param port where it listens; empty while it has not said so yet
 */
record Postmaster(long pid, OptionalInt port) {

    private static final int PORT_LINE = 3;

    /** The server that runs now; empty if none was started, it has stopped, or it crashed. */
    static Optional<Postmaster> of(Path cluster) {
        return read(cluster).filter(Postmaster::isRunning);
    }

    private static Optional<Postmaster> read(Path cluster) {
        List<String> lines = lines(cluster);
        if (lines.isEmpty() || lines.getFirst().isBlank()) {
            return Optional.empty();
        }
        OptionalInt port = lines.size() > PORT_LINE
                ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
                : OptionalInt.empty();
        return Optional.of(new Postmaster(Long.parseLong(lines.getFirst().strip()), port));
    }

    /**
     * Removes what a crashed server left if another program has its process id by now: PostgreSQL would take that for
     * itself. Anything else it clears up on its own, after a look whether old connections are still alive.
     */
    static void removeIfReused(Path cluster) throws IOException {
        Optional<Postmaster> left = read(cluster);
        if (left.isPresent() && left.get().isAlive() && !left.get().isRunning()) {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private boolean isRunning() {
        return isAlive()
                && ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .map(program -> program.endsWith("postgres"))
                        .orElse(true);
    }

    private static List<String> lines(Path cluster) {
        try {
            return Files.readAllLines(cluster.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
