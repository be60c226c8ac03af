package dev.waybill.shared.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ends of attempts: true if it is written, false if the row is no longer what the job was read from.
 *
 * @param transaction does work in a transaction of the ledger's writer
 * @param measured told of each group, and how long it took
 */
record EndWrites(JobWrites writes, Consumer<Runnable> transaction, Measured measured)
        implements GroupCommit.Kind<JobRows.Text, Boolean> {

    /** Hears of groups. */
    @FunctionalInterface
    interface Measured {
        void group(int jobs, long nanos);
    }

    @Override
    public Object key(JobRows.Text text) {
        return ProcessJobs.processId(text.job());
    }

    @Override
    public List<Boolean> write(List<JobRows.Text> texts) {
        long start = System.nanoTime();
        Set<JobRows.Text> stale = new HashSet<>();
        transaction.accept(() -> stale.addAll(writes.overwrite(texts)));
        measured.group(texts.size(), System.nanoTime() - start);
        return texts.stream().map(text -> !stale.contains(text)).toList();
    }

    /** What was written after all is found stale. */
    @Override
    public boolean mayRepeat(Throwable failure) {
        return true;
    }
}
