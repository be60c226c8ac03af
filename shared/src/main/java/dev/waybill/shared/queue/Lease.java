package dev.waybill.shared.queue;

import java.util.Map;

/**
 * The fencing token of a claim, carried by the claimed JobRunr job itself: a stale copy of the job keeps its stale token,
 * even in the worker that claimed it again.
 */
final class Lease {

    /** In the metadata. */
    static final String KEY = "waybill-lease";

    private Lease() {}

    /** The token in a job's metadata; -1, which no process has, when it was not claimed through us. */
    static long of(Map<String, Object> metadata) {
        return metadata.get(KEY) instanceof Number lease ? lease.longValue() : -1;
    }

    static void put(Map<String, Object> metadata, long lease) {
        metadata.put(KEY, lease);
    }
}
