package dev.waybill.api.bulk;

import dev.waybill.shared.process.ProcessStatus;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bulk action would come to.
 *
 * @param upToId to be sent back with the action: what is submitted meanwhile is left alone
 * @param counts processes by status; those of which there are none are left out
 */
record PreviewView(long upToId, long total, Map<String, Long> counts, Instant serverTime) {

    static PreviewView of(long upToId, Map<ProcessStatus, Long> counts, Instant now) {
        Map<String, Long> words = new TreeMap<>();
        counts.forEach((status, count) -> words.put(status.word(), count));
        return new PreviewView(
                upToId, counts.values().stream().mapToLong(Long::longValue).sum(), words, now);
    }
}
