package dev.waybill.shared.queue;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;

/**
 * JobRunr saves every running job at each of its heartbeats, to show that its server lives. Whether a worker of ours lives is
 * one row ({@link Presence}), so that of a process's job only what it shows in the dashboard since is worth a write.
 */
final class Heartbeats {

    private static final String BEAT = "\"updatedAt\":\"[^\"]*\"|\"version\":\\d+";

    private final JobMapper mapper;
    private final Map<UUID, Integer> told = new ConcurrentHashMap<>();

    Heartbeats(JobMapper mapper) {
        this.mapper = mapper;
    }

    /** Whether a save of the job would change more than the time of its last heartbeat. */
    boolean tellsMore(Job job) {
        return !isHeartbeat(job) || !showsNothing(job) && !Integer.valueOf(shown(job)).equals(told.get(job.getId()));
    }

    void saved(Job job) {
        if (isHeartbeat(job) && !showsNothing(job)) {
            told.put(job.getId(), shown(job));
        }
    }

    void ended(Job job) {
        told.remove(job.getId());
    }

    private static boolean isHeartbeat(Job job) {
        return ProcessJobs.isProcess(job) && job.hasState(StateName.PROCESSING);
    }

    private static boolean showsNothing(Job job) {
        return JobText.isPlain(job.getMetadata());
    }

    private int shown(Job job) {
        return mapper.serializeJob(job).replaceAll(BEAT, "").hashCode();
    }
}
