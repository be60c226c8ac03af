package dev.waybill.shared.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jobrunr.storage.StorageException;

/**
 * Writes that come at the same time, in one transaction: while one group is being written the next one gathers. Each caller
 * returns when its own write is durable. After an error the group is written one by one, so that only the culprit fails.
 *
 * <p>The leaders are platform threads of ours: an interrupt closes the socket of a virtual thread, perhaps in the commit of
 * others.
 *
 * @param <W> what is written
 * @param <R> what became of it
 */
final class GroupCommit<W, R> implements AutoCloseable {

    private static final int MOST = 256;

    private final Kind<W, R> kind;
    private final BlockingQueue<Wish<W, R>> wishes = new LinkedBlockingQueue<>();
    private final List<Thread> leaders = new ArrayList<>();
    private volatile boolean closed;

    GroupCommit(String name, int leaders, Kind<W, R> kind) {
        this.kind = kind;
        for (int number = 0; number < leaders; number++) {
            this.leaders.add(Thread.ofPlatform()
                    .daemon()
                    .name("waybill-" + name + "-" + number)
                    .start(this::lead));
        }
    }

    /** How a kind of writes is made. */
    interface Kind<W, R> {

        /** Of two writes with the same key the second goes into the next group. */
        Object key(W write);

        /** Makes writes of different keys in one transaction; what became of each, in their order. */
        List<R> write(List<W> group);

        /** Whether a group that failed so may be written again, one by one. */
        boolean mayRepeat(Throwable failure);
    }

    /** A write and who waits for it. */
    private record Wish<W, R>(W write, CompletableFuture<R> done) {}

    /**
     * Makes a write.
     *
     * @return once it is durable
     * @throws StorageException when it cannot be made, or it is not known whether it was
     */
    R write(W write) {
        Wish<W, R> wish = new Wish<>(write, new CompletableFuture<>());
        wishes.add(wish);
        if (closed) {
            fail(wishes);
        }
        try {
            // not interruptible: the write goes on whatever becomes of its caller
            return wish.done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new StorageException(e);
        }
    }

    private void lead() {
        List<Wish<W, R>> group = new ArrayList<>();
        while (!closed) {
            try {
                group.add(wishes.take());
            } catch (InterruptedException e) {
                break;
            }
            wishes.drainTo(group, MOST - 1);
            writeEach(group);
            group.clear();
        }
        // a second write of a key, which was to go into the next group
        fail(wishes);
    }

    private void writeEach(List<Wish<W, R>> group) {
        Set<Object> keys = new HashSet<>();
        List<Wish<W, R>> now = new ArrayList<>();
        for (Wish<W, R> wish : group) {
            if (keys.add(kind.key(wish.write))) {
                now.add(wish);
            } else {
                wishes.add(wish);
            }
        }
        try {
            writeTogether(now);
        } catch (RuntimeException | Error failure) {
            if (now.size() == 1 || !kind.mayRepeat(failure)) {
                now.forEach(wish -> wish.done.completeExceptionally(failure));
            } else {
                now.forEach(this::writeAlone);
            }
        }
    }

    private void writeAlone(Wish<W, R> wish) {
        try {
            writeTogether(List.of(wish));
        } catch (RuntimeException | Error failure) {
            wish.done.completeExceptionally(failure);
        }
    }

    private void writeTogether(List<Wish<W, R>> group) {
        List<R> results = kind.write(group.stream().map(Wish::write).toList());
        for (int place = 0; place < group.size(); place++) {
            group.get(place).done.complete(results.get(place));
        }
    }

    @Override
    public void close() {
        closed = true;
        leaders.forEach(Thread::interrupt);
        fail(wishes);
    }

    private static <W, R> void fail(BlockingQueue<Wish<W, R>> left) {
        List<Wish<W, R>> late = new ArrayList<>();
        left.drainTo(late);
        late.forEach(wish -> wish.done.completeExceptionally(new StorageException("The storage is closed")));
    }
}
