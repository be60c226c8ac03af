package dev.waybill.worker.source;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes pieces on a thread of its own, one ahead of who takes them, so that both work at the same time. A platform thread,
 * since it computes more than it waits.
 */
public final class Ahead<T> implements AutoCloseable {

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final BlockingQueue<Piece<T>> pieces = new ArrayBlockingQueue<>(1);
    private final Runnable throwIfStopped;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins at once.
     *
     * @param throwIfStopped throws once the attempt must end; is called on both threads
     */
    public Ahead(String name, Runnable throwIfStopped, Maker<T> maker) {
        this.throwIfStopped = throwIfStopped;
        this.thread = Thread.ofPlatform().daemon().name(name).start(() -> make(maker));
    }

    /** Makes the pieces, in order, and returns after the last. */
    @FunctionalInterface
    public interface Maker<T> {
        void make(Taker<T> taker) throws Exception;
    }

    /** Who takes the pieces, as their maker sees it. */
    public interface Taker<T> {

        /** Waits until there is room for it. */
        void take(T piece);

        /** Throws when no more pieces are wanted. Cheap: to be called in long loops. */
        void throwIfEnough();
    }

    /** What comes from the maker's thread. */
    private sealed interface Piece<T> {
        record Made<T>(T value) implements Piece<T> {}

        record End<T>() implements Piece<T> {}

        record Failed<T>(Throwable failure) implements Piece<T> {}
    }

    /**
     * The next piece; null after the last.
     *
     * @throws Exception what the maker threw, behind all pieces before it
     */
    public @Nullable T next() throws Exception {
        Piece<T> piece = null;
        while (piece == null) {
            throwIfStopped.run();
            piece = pieces.poll(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
        return switch (piece) {
            case Piece.Made<T> made -> made.value();
            case Piece.End<T> end -> null;
            case Piece.Failed<T> failed -> throw thrown(failed.failure());
        };
    }

    /** Wants no more, and waits until the maker has left what it works on. */
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

    private void make(Maker<T> maker) {
        try {
            maker.make(new Hand());
            hand(new Piece.End<>());
        } catch (Throwable failure) {
            // nobody waits for it once this is closed
            offer(new Piece.Failed<>(failure));
        }
    }

    private void hand(Piece<T> piece) {
        if (!offer(piece)) {
            throw new CancellationException("no more is wanted");
        }
    }

    private boolean offer(Piece<T> piece) {
        boolean taken = false;
        try {
            while (!taken && !closed) {
                taken = pieces.offer(piece, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    private final class Hand implements Taker<T> {

        @Override
        public void take(T piece) {
            hand(new Piece.Made<>(piece));
        }

        @Override
        public void throwIfEnough() {
            if (closed) {
                throw new CancellationException("no more is wanted");
            }
            throwIfStopped.run();
        }
    }
}
