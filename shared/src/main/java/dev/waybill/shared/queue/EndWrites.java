package dev.waybill.shared.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends of attempts: true if it is written, false if the row is no longer what the job was read from.
 *
 * @param transaction does work in a transaction of the ledger's writer
 * @param listener told of each group, and how long it took
 */
record EndWrites(JobWrites writes, Consumer<Runnable> transaction, Supplier<StorageListener> listener)
        implements GroupCommit.Kind<JobRows.Text, Boolean> {

    @Override
    public Object key(JobRows.Text text) {
        return ProcessJobs.processId(text.job());
    }

    @Override
    public List<Boolean> write(List<JobRows.Text> texts) {
        long start = System.nanoTime();
        Set<JobRows.Text> stale = new HashSet<>();
        transaction.accept(() -> stale.addAll(writes.overwrite(texts)));
        listener.get().grouped(texts.size(), System.nanoTime() - start);
        return texts.stream().map(text -> !stale.contains(text)).toList();
    }

    /** What was written after all is found stale. */
    @Override
    public boolean mayRepeat(Throwable failure) {
        return true;
    }
}
