package dev.waybill.shared.queue;

import dev.waybill.shared.process.ExpiredProcesses;
import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes processes that have ended, with everything that the ledger and JobRunr keep of them. */
public final class ProcessRemoval {

    private static final String DELETE_JOBS = "DELETE FROM jobrunr_jobs WHERE id = ANY(:ids::bpchar[])";

    private static final String DELETE_FAILED_TICKS = """
            DELETE FROM jobrunr_jobs WHERE id IN (
                SELECT id FROM jobrunr_jobs WHERE state = 'FAILED' AND jobSignature <> :signature
                    AND updatedAt < (now() AT TIME ZONE 'UTC') - make_interval(secs => :seconds) LIMIT :limit)
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ProcessLedger ledger;
    private final ExpiredProcesses expired;

    ProcessRemoval(JdbcClient jdbc, RoleTransactions roles, ProcessLedger ledger) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.ledger = ledger;
        this.expired = new ExpiredProcesses(jdbc, roles);
    }

    /** What can be removed. */
    public ExpiredProcesses expired() {
        return expired;
    }

    /**
     * Removes processes in the caller's transaction, unless they have changed since they were looked at, or an active one
     * refers to them.
     *
     * @return those that are gone
     */
    public List<ProcessId> remove(Collection<ExpiredProcesses.Candidate> candidates) {
        return roles.asRuntime(() -> {
            Map<ProcessId, Header> locked = ledger.lock(
                    candidates.stream().map(ExpiredProcesses.Candidate::id).toList());
            List<ProcessId> same = candidates.stream()
                    .filter(candidate -> unchanged(candidate, locked.get(candidate.id())))
                    .map(ExpiredProcesses.Candidate::id)
                    .toList();
            List<ProcessId> free = expired.unneeded(same);
            jdbc.sql(DELETE_JOBS).param("ids", jobIds(free, locked)).update();
            expired.delete(free);
            return free;
        });
    }

    /**
     * Removes JobRunr's failed jobs that stand for no process, such as ticks of schedules.
     *
     * @param age since when they have failed, in seconds
     * @return how many; fewer than the limit when there are no more
     */
    public int removeFailedTicks(long age, int limit) {
        return roles.asRuntime(() -> jdbc.sql(DELETE_FAILED_TICKS)
                .param("signature", ProcessJobs.SIGNATURE)
                .param("seconds", (double) age)
                .param("limit", limit)
                .update());
    }

    private static boolean unchanged(ExpiredProcesses.Candidate candidate, @Nullable Header header) {
        return header != null && header.version() == candidate.version();
    }

    private static String[] jobIds(List<ProcessId> ids, Map<ProcessId, Header> locked) {
        return ids.stream()
                .map(id -> Objects.requireNonNull(locked.get(id)).jobId())
                .filter(Objects::nonNull)
                .map(Objects::toString)
                .toArray(String[]::new);
    }
}
