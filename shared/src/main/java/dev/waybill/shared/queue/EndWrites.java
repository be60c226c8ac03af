package dev.waybill.shared.queue;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jobrunr.storage.ConcurrentJobModificationException;

/**
 * Ends of attempts: true if it is written, false if the row is no longer what the job was read from.
 *
 * @param transaction does work in a transaction of the ledger's writer
 * @param listener told of each group, and how long it took
 */
record EndWrites(
        JobWrites writes,
        Function<Supplier<Set<JobRows.Text>>, Set<JobRows.Text>> transaction,
        Supplier<StorageListener> listener)
        implements GroupCommit.Kind<JobRows.Text, Boolean> {

    @Override
    public Object key(JobRows.Text text) {
        return ProcessJobs.processId(text.job());
    }

    @Override
    public List<Boolean> write(List<JobRows.Text> texts) {
        long start = System.nanoTime();
        boolean written = writes.successes(texts).map(this::write).orElse(false);
        Set<JobRows.Text> stale = written ? Set.of() : transaction.apply(() -> writes.overwrite(texts));
        listener.get().grouped(texts.size(), System.nanoTime() - start);
        return texts.stream().map(text -> !stale.contains(text)).toList();
    }

    /** Nearly every group is one: false if it is not as expected, then nothing of it was written. */
    private boolean write(JobWrites.Successes ended) {
        try {
            Set<JobRows.Text> unused = transaction.apply(() -> {
                writes.write(ended);
                return Set.of();
            });
            return true;
        } catch (ConcurrentJobModificationException rolledBack) {
            return false;
        }
    }

    /** What was written after all is found stale. */
    @Override
    public boolean mayRepeat(Throwable failure) {
        return true;
    }
}
