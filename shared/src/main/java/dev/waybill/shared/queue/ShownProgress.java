package dev.waybill.shared.queue;

import java.util.Map;
import org.jobrunr.jobs.context.JobContext;

/** Marks a running job, in its metadata in memory, whose progress or log lines JobRunr's dashboard does not show yet. */
public final class ShownProgress {

    private static final String KEY = "waybill-unshown";

    private ShownProgress() {}

    /** The next heartbeat writes it. */
    public static void changed(JobContext job) {
        job.saveMetadata(KEY, true);
    }

    /** Whether it was marked; it is not any more. */
    static boolean take(Map<String, Object> metadata) {
        return metadata.remove(KEY) != null;
    }
}
