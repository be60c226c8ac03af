package dev.waybill.shared.queue;

import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.Ready;
import dev.waybill.shared.process.Transition;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.ConcurrentJobModificationException;

/** What a claim writes: JobRunr's rows and the starts of their processes, in a transaction of its own. */
final class ClaimWrites {

    /** Whoever acts on a process locks it first: a claim is overtaken only by who writes JobRunr's table past us. */
    private static final int ATTEMPTS = 3;

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

    /** What a claim has taken. */
    record Claimed(List<Job> jobs, Map<ProcessId, Process> processes) {
        static final Claimed NOTHING = new Claimed(List.of(), Map.of());
    }

    /**
     * Starts what may start now, under the worker's name. Jobs are read without a lock; when somebody has written one until it
     * is written itself, all is taken back and claimed anew.
     *
     * @throws ConcurrentJobModificationException when that has happened too often
     */
    Claimed claim(BackgroundJobServer server, ClaimRequest wanted, String worker) {
        for (int attempt = 1; ; attempt++) {
            try {
                return roles.asEnteringWriter(entering -> claim(server, wanted, worker, claims.look(entering, wanted)));
            } catch (ConcurrentJobModificationException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw overtaken;
                }
            }
        }
    }

    private Claimed claim(BackgroundJobServer server, ClaimRequest wanted, String worker, Claims.Look look) {
        List<Job> jobs = new ArrayList<>(others.ifTheirTurn(wanted));
        Map<ProcessId, Header> headers = new HashMap<>();
        for (Ready<Job> ready : claims.lock(wanted.without(jobs.size()), look)) {
            if (ready.beside() != null) {
                jobs.add(ready.beside());
                headers.put(ready.header().id(), ready.header());
            }
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
            Versions.raiseForGood(job);
        }
        return new Claimed(jobs, write(jobs, headers, worker));
    }

    private Map<ProcessId, Process> write(List<Job> jobs, Map<ProcessId, Header> headers, String worker) {
        List<JobRows.Text> texts = jobs.stream().map(rows::text).toList();
        List<Transition> starts = jobs.stream()
                .filter(ProcessJobs::isProcess)
                .map(job -> Transition.started(ProcessJobs.processId(job), worker))
                .toList();
        ProcessLedger.Applied<UUID> started = ledger.applyAndLoad(headers, starts, JobRows.updating(texts));
        if (started.beside().size() < jobs.size()) {
            throw new ConcurrentJobModificationException(jobs);
        }
        return started.processes().stream().collect(Collectors.toMap(Process::id, Function.identity()));
    }
}
