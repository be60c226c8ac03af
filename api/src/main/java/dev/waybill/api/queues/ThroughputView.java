package dev.waybill.api.queues;

import dev.waybill.shared.process.EndedProcesses;
import java.time.Instant;
import java.util.List;

/**
 * How many processes of the workspace ended of late, in every way.
 *
 * @param bucketSeconds what is counted together
 * @param all whether these are all; else so many ended that no more were counted
 * @param items queues in which any ended
 */
record ThroughputView(long bucketSeconds, boolean all, List<Queue> items, Instant serverTime) {

    /** @param ended how many in each bucket, oldest first; the last ends now */
    record Queue(String queue, List<Long> ended) {}

    static ThroughputView of(EndedProcesses.Ended ended, Instant now) {
        return new ThroughputView(
                EndedProcesses.BUCKET.toSeconds(),
                ended.all(),
                ended.byQueue().entrySet().stream()
                        .map(queue -> new Queue(queue.getKey(), queue.getValue()))
                        .toList(),
                now);
    }
}
