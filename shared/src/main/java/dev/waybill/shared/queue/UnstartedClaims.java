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
import org.jspecify.annotations.Nullable;

/** Processes that this node has claimed and whose attempts wait for a thread. */
final class UnstartedClaims {

    /**
     * Within it a claim counts as still held unless a wake-up said otherwise; whatever its attempt writes is under the lease
     * anyway.
     */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    /** One that has waited for so long will not begin any more, whatever became of it. */
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(5).toNanos();

    private final Map<UUID, Claim> claims = new ConcurrentHashMap<>();

    private record Claim(Process process, long nanos) {
        Claim doubted() {
            return new Claim(process, nanos - FRESH_NANOS);
        }
    }

    /** @param process as the claim has left it */
    void claimed(Job job, Process process) {
        claims.put(job.getId(), new Claim(process, System.nanoTime()));
    }

    /** What a wake-up takes from somebody must be read again before its attempt begins. */
    void heard(Wakeup wakeup) {
        if (wakeup.missed() || !wakeup.revoked().isEmpty()) {
            claims.replaceAll((job, claim) ->
                    wakeup.missed() || wakeup.revoked().contains(claim.process().id()) ? claim.doubted() : claim);
        }
    }

    /** Its attempt has begun: the process, unless it was claimed so long ago that it should be read again. */
    Optional<Process> begun(UUID jobId) {
        Claim claim = claims.remove(jobId);
        return claim == null || System.nanoTime() - claim.nanos() >= FRESH_NANOS
                ? Optional.empty()
                : Optional.of(claim.process());
    }

    /** Whether a claim of this JobRunr job, lost or not, waits here for a thread. */
    boolean holds(@Nullable UUID jobId) {
        Claim claim = jobId == null ? null : claims.get(jobId);
        return claim != null && System.nanoTime() - claim.nanos() < FORGOTTEN_NANOS;
    }

    /** An attempt ended, perhaps without having begun; the next one may be claimed already. */
    void ended(Job job) {
        long lease = Lease.of(job.getMetadata());
        claims.computeIfPresent(job.getId(), (id, claim) -> claim.process().lease() == lease ? null : claim);
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
