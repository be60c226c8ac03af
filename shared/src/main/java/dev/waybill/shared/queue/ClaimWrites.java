package dev.waybill.shared.queue;

import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.Transition;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;

/** What a claim writes: JobRunr's rows and the starts of their processes, in a transaction of its own. */
final class ClaimWrites {

    private final RoleTransactions roles;
    private final ProcessLedger ledger;
    private final Claims claims;
    private final JobRows rows;
    private final OtherJobs others;

    ClaimWrites(RoleTransactions roles, ProcessLedger ledger, Claims claims, JobRows rows) {
        this.roles = roles;
        this.ledger = ledger;
        this.claims = claims;
        this.rows = rows;
        this.others = new OtherJobs(rows, claims);
    }

    /**
     * What a claim has taken.
     *
     * @param conflicts jobs that somebody wrote meanwhile: they stay in the queue with their processes
     */
    record Claimed(List<Job> jobs, List<Job> conflicts, Map<ProcessId, Process> processes) {
        static final Claimed NOTHING = new Claimed(List.of(), List.of(), Map.of());
    }

    /** Starts what may start now, under the worker's name. */
    Claimed claim(BackgroundJobServer server, ClaimRequest wanted, String worker) {
        try (Versions versions = new Versions()) {
            Claimed claimed =
                    roles.asEnteringWriter(entering -> claim(server, wanted, worker, claims.look(entering), versions));
            versions.written(claimed.conflicts);
            return claimed;
        }
    }

    private Claimed claim(
            BackgroundJobServer server, ClaimRequest wanted, String worker, Claims.Look look, Versions versions) {
        List<Job> jobs = new ArrayList<>(others.ifTheirTurn(wanted));
        Map<ProcessId, Header> headers = claims.lock(wanted.without(jobs.size()), look);
        if (!headers.isEmpty()) {
            jobs.addAll(rows.waiting(headers.values()));
        }
        if (jobs.isEmpty()) {
            jobs.addAll(others.any(wanted));
        }
        if (jobs.isEmpty()) {
            return Claimed.NOTHING;
        }
        for (Job job : jobs) {
            if (job.hasState(StateName.SCHEDULED)) {
                job.enqueue();
            }
            job.startProcessingOn(server);
            Header header = ProcessJobs.isProcess(job) ? headers.get(ProcessJobs.processId(job)) : null;
            if (header != null) {
                Lease.put(job.getMetadata(), header.lease() + 1);
            }
        }
        versions.raise(jobs);
        Set<UUID> written = rows.update(jobs);
        List<Job> conflicts =
                jobs.stream().filter(job -> !written.contains(job.getId())).toList();
        jobs.removeAll(conflicts);
        List<Transition> started = jobs.stream()
                .filter(ProcessJobs::isProcess)
                .map(job -> Transition.started(ProcessJobs.processId(job), worker))
                .toList();
        return new Claimed(
                jobs,
                conflicts,
                ledger.applyAndLoad(headers, started).stream()
                        .collect(Collectors.toMap(Process::id, Function.identity())));
    }
}
