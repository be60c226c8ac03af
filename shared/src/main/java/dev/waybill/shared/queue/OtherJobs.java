package dev.waybill.shared.queue;

import java.time.Duration;
import java.util.List;
import org.jobrunr.jobs.Job;

/**
 * Jobs without a process, such as ticks of schedules, as claims of this node come to them: when no process waits, and in
 * any case once a second, before the processes, so that no backlog keeps them away.
 */
final class OtherJobs {

    private static final long BETWEEN_NANOS = Duration.ofSeconds(1).toNanos();

    private final JobRows rows;
    private final Claims claims;
    private volatile long lastLook = System.nanoTime() - BETWEEN_NANOS;

    OtherJobs(JobRows rows, Claims claims) {
        this.rows = rows;
        this.claims = claims;
    }

    /** Locks some, if it is their turn; in the caller's transaction. */
    List<Job> ifTheirTurn(ClaimRequest wanted) {
        return System.nanoTime() - lastLook < BETWEEN_NANOS ? List.of() : any(wanted);
    }

    /** Locks some, one at least: a worker that only claims ahead has none free, for as long as short jobs wait. */
    List<Job> any(ClaimRequest wanted) {
        lastLook = System.nanoTime();
        return claims.unlessHeld(rows.lockOthers(Math.max(1, wanted.free())));
    }
}
