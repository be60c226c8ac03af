package dev.waybill.shared.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jobrunr.storage.StorageException;

/**
 * Ends of attempts that come at the same time, in one transaction: while one group is being written the next one gathers.
 * Each caller returns when its own write is durable. After an error the group is written one by one, so that only the
 * culprit fails.
 *
 * <p>The leaders are platform threads of ours: an interrupt closes the socket of a virtual thread, perhaps in the commit of
 * others.
 */
final class GroupCommit implements AutoCloseable {

    private static final int MOST = 256;

    private final Function<List<JobRows.Text>, Set<JobRows.Text>> write;
    private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
    private final List<Thread> leaders = new ArrayList<>();
    private volatile boolean closed;

    /** @param write writes jobs of different processes in one transaction; answers those that it did not, being stale */
    GroupCommit(int leaders, Function<List<JobRows.Text>, Set<JobRows.Text>> write) {
        this.write = write;
        for (int number = 0; number < leaders; number++) {
            this.leaders.add(Thread.ofPlatform()
                    .daemon()
                    .name("waybill-group-commit-" + number)
                    .start(this::lead));
        }
    }

    /** A write and who waits for it: true once it is durable, false if the row is no longer what the job was read from. */
    private record Wish(JobRows.Text text, CompletableFuture<Boolean> written) {}

    /**
     * Writes a job of a process.
     *
     * @return false if its row is no longer what it was read from: nothing was written
     * @throws StorageException when it cannot be written, or it is not known whether it was
     */
    boolean write(JobRows.Text text) {
        Wish wish = new Wish(text, new CompletableFuture<>());
        wishes.add(wish);
        if (closed) {
            fail(wishes);
        }
        try {
            // not interruptible: the write goes on whatever becomes of its caller
            return wish.written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new StorageException(e);
        }
    }

    private void lead() {
        List<Wish> group = new ArrayList<>();
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
        // a second write of a process, which was to go into the next group
        fail(wishes);
    }

    /** One write a process in a group; the second goes into the next. */
    private void writeEach(List<Wish> group) {
        Set<Object> processes = new HashSet<>();
        List<Wish> now = new ArrayList<>();
        for (Wish wish : group) {
            if (processes.add(ProcessJobs.processId(wish.text.job()))) {
                now.add(wish);
            } else {
                wishes.add(wish);
            }
        }
        try {
            write(now);
        } catch (RuntimeException | Error failure) {
            if (now.size() == 1) {
                now.getFirst().written.completeExceptionally(failure);
            } else {
                now.forEach(this::writeAlone);
            }
        }
    }

    private void writeAlone(Wish wish) {
        try {
            write(List.of(wish));
        } catch (RuntimeException | Error failure) {
            wish.written.completeExceptionally(failure);
        }
    }

    private void write(List<Wish> group) {
        Set<JobRows.Text> stale = write.apply(group.stream().map(Wish::text).toList());
        group.forEach(wish -> wish.written.complete(!stale.contains(wish.text)));
    }

    @Override
    public void close() {
        closed = true;
        leaders.forEach(Thread::interrupt);
        fail(wishes);
    }

    private static void fail(BlockingQueue<Wish> left) {
        List<Wish> late = new ArrayList<>();
        left.drainTo(late);
        late.forEach(wish -> wish.written.completeExceptionally(new StorageException("The storage is closed")));
    }
}
