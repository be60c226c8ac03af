package dev.waybill.shared.queue;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jobrunr.jobs.Job;

/** Processes that this node has claimed and whose attempts wait for a thread. */
final class UnstartedClaims {

    /** Within it a claim counts as still held; whatever its attempt writes is under the lease anyway. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<UUID, Claim> claims = new ConcurrentHashMap<>();

    private record Claim(Process process, long nanos) {}

    /** @param process as the claim has left it */
    void claimed(Job job, Process process) {
        claims.put(job.getId(), new Claim(process, System.nanoTime()));
    }

    /** Its attempt has begun: the process, unless it was claimed so long ago that it should be read again. */
    Optional<Process> begun(UUID jobId) {
        Claim claim = claims.remove(jobId);
        return claim == null || System.nanoTime() - claim.nanos() > FRESH_NANOS
                ? Optional.empty()
                : Optional.of(claim.process());
    }

    /** It ended, perhaps without having begun. */
    void ended(Job job) {
        claims.remove(job.getId());
    }

    /** The processes with their leases. */
    Map<ProcessId, Long> all() {
        Map<ProcessId, Long> leases = new HashMap<>();
        claims.values()
                .forEach(claim ->
                        leases.put(claim.process().id(), claim.process().lease()));
        return leases;
    }
}
