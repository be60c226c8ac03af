package dev.waybill.shared.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jobrunr.jobs.Job;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of this node ended, between the handler's return and the save that records it. In memory, because
 * JobRunr clears a job's metadata when it succeeds, and its exceptions would put our reasons into its tables.
 */
final class AttemptEnds {

    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

    void put(UUID jobId, long lease, AttemptEnd end) {
        // a handler that was given up long ago may still return
        entries.merge(jobId, new Entry(lease, end), (old, late) -> late.lease() < old.lease() ? old : late);
    }

    @Nullable
    Entry get(UUID jobId) {
        return entries.get(jobId);
    }

    /** Of those jobs that have one. */
    Map<UUID, Entry> of(Collection<Job> jobs) {
        Map<UUID, Entry> known = new HashMap<>();
        for (Job job : jobs) {
            Entry entry = entries.get(job.getId());
            if (entry != null) {
                known.put(job.getId(), entry);
            }
        }
        return known;
    }

    /** Removes this one, unless that of a later attempt is there; null does nothing. */
    void remove(UUID jobId, @Nullable Entry entry) {
        if (entry != null) {
            entries.remove(jobId, entry);
        }
    }

    /**
     * @param lease the claim that it ends
     */
    record Entry(long lease, AttemptEnd end) {}
}
