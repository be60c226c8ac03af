package dev.waybill.shared.queue;

import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.ConcurrentJobModificationException;

/**
 * What a save writes, in the caller's transaction: JobRunr's rows and what their change means for the processes. The
 * processes are locked first, then JobRunr's rows, both by id; the same order as {@link ProcessQueue}.
 */
final class JobWrites {

    private final ProcessLedger ledger;
    private final AttemptEnds ends;
    private final DashboardActions actions;
    private final JobRows rows;

    JobWrites(ProcessLedger ledger, AttemptEnds ends, DashboardActions actions, JobRows rows) {
        this.ledger = ledger;
        this.ends = ends;
        this.actions = actions;
        this.rows = rows;
    }

    /**
     * Writes jobs whose versions are raised.
     *
     * @return those that were not written, because their rows are no longer what they were read from
     */
    List<Job> write(List<Job> jobs) {
        Map<ProcessId, Header> headers = ledger.lock(ProcessJobs.processIds(jobs));
        Map<UUID, JobRows.Stored> stored = rows.lock(jobs);
        List<Job> fresh = jobs.stream().filter(job -> job.getVersion() == 1).toList();
        Set<UUID> written = fresh.isEmpty() ? Set.of() : rows.insert(fresh);
        List<Job> stale = new ArrayList<>(
                fresh.stream().filter(job -> !written.contains(job.getId())).toList());
        List<JobRows.Text> changed = jobs.stream()
                .filter(job -> job.getVersion() > 1)
                .map(rows::text)
                .toList();
        overwrite(changed, headers, stored).forEach(text -> stale.add(text.job()));
        return stale;
    }

    /**
     * What a group comes to whose attempts all succeeded: such ends say all there is to know, so that nothing needs to be
     * looked at first. Empty if one is something else.
     */
    Optional<Successes> successes(List<JobRows.Text> texts) {
        Map<ProcessId, Long> leases = new HashMap<>();
        List<Transition> transitions = new ArrayList<>();
        for (JobRows.Text text : texts) {
            AttemptEnds.Entry end = ends.get(text.job().getId());
            if (!text.job().hasState(StateName.SUCCEEDED)
                    || end == null
                    || !(end.end() instanceof AttemptEnd.Finished finished)) {
                return Optional.empty();
            }
            ProcessId id = ProcessJobs.processId(text.job());
            leases.put(id, end.lease());
            transitions.add(StateMirror.finished(id, finished));
        }
        return Optional.of(new Successes(texts, transitions, leases));
    }

    /** Ends of attempts that held these leases. */
    record Successes(List<JobRows.Text> texts, List<Transition> transitions, Map<ProcessId, Long> leases) {}

    /**
     * Writes them.
     *
     * @throws ConcurrentJobModificationException if a lease was lost or a row is not what its job was read from: the
     *     transaction must be rolled back
     */
    void write(Successes ended) {
        int written = ledger.applyHeld(ended.transitions(), ended.leases(), JobRows.updating(ended.texts()))
                .map(List::size)
                .orElse(0);
        if (written < ended.texts().size()) {
            throw new ConcurrentJobModificationException(
                    ended.texts().stream().map(JobRows.Text::job).toList());
        }
    }

    /** The same of jobs that are stored already and have been turned into text. */
    Set<JobRows.Text> overwrite(List<JobRows.Text> texts) {
        List<Job> jobs = texts.stream().map(JobRows.Text::job).toList();
        return overwrite(texts, ledger.lock(ProcessJobs.processIds(jobs)), rows.lock(jobs));
    }

    private Set<JobRows.Text> overwrite(
            List<JobRows.Text> texts, Map<ProcessId, Header> headers, Map<UUID, JobRows.Stored> stored) {
        List<JobRows.Text> mine = texts.stream()
                .filter(text -> isMine(text.job(), headers, stored))
                .toList();
        if (!mine.isEmpty()) {
            rows.update(mine);
            List<Transition> transitions =
                    transitions(mine.stream().map(JobRows.Text::job).toList(), headers, stored);
            ledger.apply(headers, transitions);
            actions.record(headers, transitions);
        }
        return texts.stream().filter(text -> !mine.contains(text)).collect(Collectors.toSet());
    }

    /** Whether the row is what the job was read from, and the attempt that ended held the process's current lease. */
    private boolean isMine(Job job, Map<ProcessId, Header> headers, Map<UUID, JobRows.Stored> stored) {
        JobRows.Stored row = stored.get(job.getId());
        if (row == null || row.version() != job.getVersion() - 1) {
            return false;
        }
        AttemptEnds.Entry end = ends.get(job.getId());
        boolean endsIt = row.state() == StateName.PROCESSING
                && !job.hasState(StateName.PROCESSING)
                && !job.hasState(StateName.DELETED);
        if (end == null || !endsIt) {
            return true;
        }
        Header header = headers.get(ProcessJobs.processId(job));
        return header != null && header.lease() == end.lease();
    }

    /** What the states of jobs mean for their processes. */
    List<Transition> transitions(List<Job> jobs, Map<ProcessId, Header> headers, Map<UUID, JobRows.Stored> stored) {
        Map<ProcessId, Transition> transitions = new LinkedHashMap<>();
        for (Job job : jobs) {
            Header header = ProcessJobs.isProcess(job) ? headers.get(ProcessJobs.processId(job)) : null;
            JobRows.Stored row = stored.get(job.getId());
            if (header != null && row != null) {
                StateMirror.mirror(header, row.state(), job, ends.get(job.getId()))
                        .ifPresent(transition -> transitions.put(transition.id(), transition));
            }
        }
        return List.copyOf(transitions.values());
    }
}
