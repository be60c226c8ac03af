package dev.waybill.shared.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts who uses a cluster. Each JVM keeps a shared lock on one file while it does, which the system gives back however
 * the JVM ends; joining and leaving take turns by an exclusive lock on another.
 */
final class ClusterUsers {

    // Closing any channel of a file gives up all locks that the process has on it: one channel a directory, then.
    private static final Map<Path, ClusterUsers> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final Path directory;
    private int count;
    private @Nullable FileChannel presence;

    private ClusterUsers(Path directory) {
        this.directory = directory;
    }

    static ClusterUsers of(Path directory) {
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            return IN_THIS_JVM.computeIfAbsent(real, ClusterUsers::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the start while nobody else joins or leaves; counts as a user if it succeeds. */
    synchronized <T> T join(Supplier<T> start) {
        return inTurn(() -> {
            T started = start.get();
            if (count == 0) {
                presence = open("users.lock");
                presence.lock(0, Long.MAX_VALUE, true);
            }
            count++;
            return started;
        });
    }

    /** Stops counting as a user; runs the stop if that was the last user of all JVMs. */
    synchronized void leave(Runnable stop) {
        inTurn(() -> {
            count--;
            if (count == 0) {
                stopIfAlone(stop);
            }
            return count;
        });
    }

    private void stopIfAlone(Runnable stop) throws IOException {
        if (presence != null) {
            presence.close();
        }
        try (FileChannel probe = open("users.lock");
                FileLock alone = probe.tryLock()) {
            if (alone != null) {
                stop.run();
            }
        }
    }

    // An interrupt would close the channel, and a close that is skipped leaves a server behind: it waits until we are
    // done.
    private <T> T inTurn(InTurn<T> work) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel turn = open("turn.lock")) {
            turn.lock();
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not lock " + directory, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(
                directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private interface InTurn<T> {
        T run() throws IOException;
    }
}
