package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jobrunr.jobs.Job;

/** Processes that this node has claimed and whose attempts wait for a thread. */
final class UnstartedClaims {

    private final Map<UUID, Claim> claims = new ConcurrentHashMap<>();

    private record Claim(ProcessId process, long lease) {}

    void claimed(Job job) {
        claims.put(job.getId(), new Claim(ProcessJobs.processId(job), Lease.of(job.getMetadata())));
    }

    /** Its attempt has begun. */
    void begun(UUID jobId) {
        claims.remove(jobId);
    }

    /** It ended, perhaps without having begun. */
    void ended(Job job) {
        claims.remove(job.getId());
    }

    /** The processes with their leases. */
    Map<ProcessId, Long> all() {
        Map<ProcessId, Long> leases = new HashMap<>();
        claims.values().forEach(claim -> leases.put(claim.process(), claim.lease()));
        return leases;
    }
}
