package dev.waybill.shared.queue;

import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.JobFilterUtils;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * JobRunr's storage, in which a job's row and its process change in one commit ({@link JobWrites}). Jobs without a process
 * are stored as JobRunr's own provider does.
 */
public final class LedgerStorageProvider extends SteadyStorageProvider {

    private final RoleTransactions roles;
    private final ProcessLedger ledger;
    private final AttemptEnds ends;
    private final NextState nextState;
    private final ClaimWrites claims;
    private final UnstartedClaims unstarted;
    private final JobRows rows;
    private final JobWrites writes;
    private final GroupCommit<JobRows.Text, Boolean> group;
    private final Persistence persist = new Persistence();
    private volatile @Nullable Presence presence;
    private volatile StorageListener listener = StorageListener.NONE;

    LedgerStorageProvider(
            JoiningDataSource dataSource,
            JdbcClient jdbc,
            JobMapper mapper,
            RoleTransactions roles,
            ProcessLedger ledger,
            AttemptEnds ends,
            NextState nextState,
            Claims claims,
            UnstartedClaims unstarted,
            DashboardActions actions) {
        super(dataSource);
        setJobMapper(mapper);
        this.roles = roles;
        this.ledger = ledger;
        this.ends = ends;
        this.nextState = nextState;
        this.unstarted = unstarted;
        this.rows = new JobRows(jdbc, mapper);
        this.claims = new ClaimWrites(roles, ledger, claims, rows);
        this.writes = new JobWrites(ledger, ends, actions, rows);
        this.group = new GroupCommit<>("ends", 1, new EndWrites(writes, this::inTransaction, () -> listener));
    }

    @Override
    public Job save(Job job) {
        if (endsAttempt(job)) {
            AttemptEnds.Entry told = ends.get(job.getId());
            persist.untilKnown(() -> writeWithOthers(job, told));
        } else {
            write(List.of(job));
        }
        return job;
    }

    /** Nobody saves such a job again when this fails, and JobRunr would not even say so. */
    private static boolean endsAttempt(Job job) {
        return ProcessJobs.isProcess(job)
                && job.getVersion() > 0
                && !job.hasState(StateName.PROCESSING)
                && !TransactionSynchronizationManager.isActualTransactionActive();
    }

    @Override
    public List<Job> save(List<Job> jobs) {
        Heartbeat beat = Heartbeat.among(jobs, presence);
        if (!beat.changed().isEmpty()) {
            write(beat.changed());
        }
        beat.requireHeld(ledger);
        return jobs;
    }

    @Override
    public List<Job> getJobsToProcess(BackgroundJobServer server, AmountRequest amount) {
        if (presence != null && !presence.held()) {
            return List.of();
        }
        ClaimRequest wanted =
                amount instanceof ClaimRequest own ? own : new ClaimRequest(amount.getLimit(), 0, Set.of());
        JobFilterUtils filters = new JobFilterUtils(server.getJobFilters());
        long start = System.nanoTime();
        ClaimWrites.Claimed claimed = orStorageException(() -> claims.claim(server, wanted, name(server)));
        listener.claimed(claimed.jobs().size(), System.nanoTime() - start);
        for (Job job : claimed.jobs()) {
            Process process = ProcessJobs.isProcess(job) ? claimed.processes().get(ProcessJobs.processId(job)) : null;
            if (process != null) {
                unstarted.claimed(job, process);
            }
        }
        filters.runOnStateAppliedFilters(claimed.jobs());
        return claimed.jobs();
    }

    private String name(BackgroundJobServer server) {
        Presence worker = presence;
        return worker == null ? server.getConfiguration().getName() : worker.name();
    }

    /** From now on claims under this worker's name, and only while it can be seen to live. */
    public void claimAs(Presence worker) {
        presence = worker;
    }

    /** From now on tells this one what it does. */
    public void tell(StorageListener one) {
        listener = one;
    }

    /**
     * Puts what runs under the name of a worker that is gone back into the queue, or fails it at its last crash.
     *
     * @return how many processes that were
     */
    int putBack(String worker) {
        return putBack(worker, header -> true);
    }

    /** The same for those of its processes that are chosen. */
    int putBack(String worker, Predicate<Header> chosen) {
        return endRunning(() -> ledger.lockRunning(worker), chosen, nextState::orphan);
    }

    /**
     * Ends an attempt of this worker whose handler does not return.
     *
     * @return false if it is no longer this attempt that runs: nothing was written
     */
    boolean giveUpOn(ProcessId id, UUID jobId, long lease, AttemptEnd end) {
        ends.put(jobId, lease, end);
        Predicate<Header> still = header -> header.status() == ProcessStatus.RUNNING && header.lease() == lease;
        return endRunning(() -> ledger.lock(List.of(id)), still, nextState::giveUp) > 0;
    }

    private int endRunning(Supplier<Map<ProcessId, Header>> lock, Predicate<Header> chosen, Consumer<Job> fail) {
        Map<UUID, AttemptEnds.Entry> told = new HashMap<>();
        List<Job> jobs = inTransaction(() -> {
            Map<ProcessId, Header> headers = lock.get();
            headers.values().removeIf(chosen.negate());
            List<Job> running = rows.lockRunning(headers.values());
            told.putAll(ends.of(running));
            running.forEach(fail);
            running.forEach(Versions::raiseForGood);
            rows.update(running.stream().map(rows::text).toList());
            ledger.apply(headers, writes.transitions(running, headers, JobRows.processing(running)));
            return running;
        });
        told.forEach(ends::remove);
        jobs.forEach(unstarted::ended);
        return jobs.size();
    }

    /** JobRunr looks for orphans among jobs that stand for no process; {@link Rescue} is quicker with the others. */
    @Override
    public List<Job> getJobList(StateName state, Instant updatedBefore, AmountRequest amount) {
        List<Job> jobs = super.getJobList(state, updatedBefore, amount);
        return state != StateName.PROCESSING
                ? jobs
                : jobs.stream().filter(job -> !ProcessJobs.isProcess(job)).toList();
    }

    /** @param told how its attempt ended: the next one may have ended too before this one is known to be written */
    private void writeWithOthers(Job job, AttemptEnds.@Nullable Entry told) {
        nextState.elect(job);
        boolean written;
        try (Versions versions = new Versions()) {
            versions.raise(List.of(job));
            written = group.write(rows.text(job));
            versions.written(written ? List.of() : List.of(job));
        }
        ends.remove(job.getId(), told);
        if (!written) {
            throw new ConcurrentJobModificationException(List.of(job));
        }
        unstarted.ended(job);
        notifyJobStatsOnChangeListeners();
    }

    private void write(List<Job> jobs) {
        jobs.stream().filter(ProcessJobs::isProcess).forEach(nextState::elect);
        Map<UUID, AttemptEnds.Entry> told = ends.of(jobs);
        List<Job> conflicts;
        try (Versions versions = new Versions()) {
            versions.raise(jobs);
            conflicts = inTransaction(() -> writes.write(jobs));
            versions.written(conflicts);
        }
        List<Job> ended = jobs.stream()
                .filter(job -> !conflicts.contains(job) && !job.hasState(StateName.PROCESSING))
                .toList();
        ended.forEach(job -> ends.remove(job.getId(), told.get(job.getId())));
        ended.forEach(unstarted::ended);
        notifyJobStatsOnChangeListeners();
        if (!conflicts.isEmpty()) {
            throw new ConcurrentJobModificationException(conflicts);
        }
    }

    @Override
    public void close() {
        group.close();
        super.close();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return orStorageException(() -> roles.asWriter(work));
    }

    private static <T> T orStorageException(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException e) {
            throw new StorageException(e);
        }
    }
}
