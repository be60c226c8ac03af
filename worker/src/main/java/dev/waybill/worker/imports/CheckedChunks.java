package dev.waybill.worker.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the rows of a source on a thread of its own, one chunk ahead of who writes them. A platform thread, since
 * it computes more than it waits.
 */
final class CheckedChunks<D> implements AutoCloseable {

    private static final long MOST_CHARS_IN_CHUNK = 8 << 20;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final Groups groups;
    private final RowChecker<D> checker;
    private final WantedRows wanted;
    private final int chunkSize;
    private final long first;
    private final Runnable throwIfStopped;
    private final BlockingQueue<Piece<D>> ahead = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to read.
     *
     * @param first number of the first row that was not done before; those before it are checked only
     * @param throwIfStopped throws once the attempt must end; from any thread
     */
    CheckedChunks(
            Groups groups,
            RowChecker<D> checker,
            WantedRows wanted,
            int chunkSize,
            long first,
            Runnable throwIfStopped) {
        this.groups = groups;
        this.checker = checker;
        this.wanted = wanted;
        this.chunkSize = chunkSize;
        this.first = first;
        this.throwIfStopped = throwIfStopped;
        this.thread = Thread.ofPlatform().daemon().name("waybill-import-reader").start(this::read);
    }

    /**
     * Rows that are written in one transaction.
     *
     * @param next number of the first row behind them
     */
    record Chunk<D>(List<Checked<D>> rows, long next) {}

    /** What comes from the reading thread. */
    private sealed interface Piece<D> {
        record Ready<D>(Chunk<D> chunk) implements Piece<D> {}

        record End<D>() implements Piece<D> {}

        record Failed<D>(Throwable failure) implements Piece<D> {}
    }

    /**
     * The next chunk, not empty; null after the last.
     *
     * @throws Exception what reading or checking threw, behind all chunks before it
     */
    @Nullable
    Chunk<D> next() throws Exception {
        Piece<D> piece = null;
        while (piece == null) {
            throwIfStopped.run();
            piece = ahead.poll(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
        return switch (piece) {
            case Piece.Ready<D> ready -> ready.chunk();
            case Piece.End<D> end -> null;
            case Piece.Failed<D> failed -> throw thrown(failed.failure());
        };
    }

    /** Waits until the source is not read any more. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }

    private static Exception thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (Exception) failure;
    }

    private void read() {
        try {
            readAll();
            hand(new Piece.End<>());
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            handFailure(failure);
        }
    }

    private void readAll() throws IOException, InterruptedException {
        List<Checked<D>> chunk = new ArrayList<>();
        long chars = 0;
        long next = first;
        for (List<Row> group = groups.next();
                group != null && !closed && group.getFirst().number() < wanted.end();
                group = groups.next()) {
            throwIfStopped.run();
            List<Checked<D>> open = open(checker.check(group));
            if (!chunk.isEmpty() && (chunk.size() + open.size() > chunkSize || chars > MOST_CHARS_IN_CHUNK)) {
                hand(new Piece.Ready<>(new Chunk<>(chunk, next)));
                chunk = new ArrayList<>();
                chars = 0;
            }
            chunk.addAll(open);
            chars += open.stream().mapToLong(row -> row.row().record().size()).sum();
            next = Math.max(next, group.getLast().number() + 1);
        }
        if (!chunk.isEmpty()) {
            hand(new Piece.Ready<>(new Chunk<>(chunk, next)));
        }
    }

    /** Those rows of a group that are wanted and were not done before. */
    private List<Checked<D>> open(List<Checked<D>> group) {
        return group.stream()
                .filter(row -> row.row().number() >= first)
                .filter(row -> wanted.contains(row.row().number()))
                .toList();
    }

    private void handFailure(Throwable failure) {
        try {
            hand(new Piece.Failed<>(failure));
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until there is room, or until nobody wants it any more. */
    private void hand(Piece<D> piece) throws InterruptedException {
        boolean taken = false;
        while (!taken && !closed) {
            taken = ahead.offer(piece, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
