package dev.waybill.shared.queue;

import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RoundTrip;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.NewProcess;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enqueues many jobs at once: headers, events and JobRunr's rows in a few statements and one transaction, the caller's own
 * if there is one. What each submission may be is what {@link ProcessQueue#submit} allows.
 */
public final class BulkSubmission {

    /** What a statement writes at most, so that its parameters stay small. */
    private static final int AT_A_TIME = 5_000;

    private final Admission admission;
    private final Undoing undoing;
    private final RoleTransactions roles;
    private final ProcessLedger ledger;
    private final KnownTenants tenants;
    private final JobRows rows;
    private final Trail trail;
    private final RoundTrip trip;

    BulkSubmission(
            Admission admission,
            Undoing undoing,
            RoleTransactions roles,
            ProcessLedger ledger,
            JdbcClient jdbc,
            JobMapper mapper,
            Trail trail,
            RoundTrip trip) {
        this.admission = admission;
        this.undoing = undoing;
        this.roles = roles;
        this.ledger = ledger;
        this.tenants = new KnownTenants(jdbc);
        this.rows = new JobRows(jdbc, mapper);
        this.trail = trail;
        this.trip = trip;
    }

    /** What became of one of the submissions. */
    public sealed interface Line {
        /** It is enqueued, or an active process with its idempotency key is the answer. */
        record Accepted(Submitted submitted) implements Line {}

        /** It is not. */
        record Refused(Refusal refusal) implements Line {}

        /** What was submitted; throws the refusal, if it is one. */
        default Submitted orThrow() {
            return switch (this) {
                case Accepted accepted -> accepted.submitted;
                case Refused refused -> throw refused.refusal;
            };
        }
    }

    /**
     * Enqueues all, or none.
     *
     * @return in the order of the submissions
     * @throws BulkRefusal with every refusal, if there is one
     */
    public List<Submitted> all(List<Submission> submissions) {
        return entered(submissions, (admitted, ids) -> {
            if (!admitted.refused.isEmpty()) {
                throw new BulkRefusal(admitted.refused);
            }
            return List.copyOf(enqueue(admitted.accepted, ids).values());
        });
    }

    /** Enqueues those that may be, in the order of the submissions. */
    public List<Line> each(List<Submission> submissions) {
        return entered(submissions, (admitted, ids) -> {
            SortedMap<Integer, Line> lines = new TreeMap<>();
            admitted.refused.forEach((index, refusal) -> lines.put(index, new Line.Refused(refusal)));
            enqueue(admitted.accepted, ids)
                    .forEach((index, submitted) -> lines.put(index, new Line.Accepted(submitted)));
            return List.copyOf(lines.values());
        });
    }

    /** With an id for each, in the order of the submissions. */
    private <T> T entered(List<Submission> submissions, BiFunction<Admissions, List<ProcessId>, T> work) {
        submissions.forEach(submission -> Refusal.unlessOperator(submission.scope()));
        return roles.asEnteringWriter(entering -> {
            Question<ProcessId> ids = ProcessLedger.newIds(submissions.size());
            RoundTrip.Answers answers = trip.ask(entering, ids);
            return work.apply(admit(submissions), answers.to(ids));
        });
    }

    private Admissions admit(List<Submission> submissions) {
        Admissions admissions = new Admissions(new TreeMap<>(), new TreeMap<>());
        KnownTenants.Known known = tenants.among(submissions);
        for (int index = 0; index < submissions.size(); index++) {
            try {
                known.require(submissions.get(index));
                admissions.accepted.put(index, admission.admit(submissions.get(index)));
            } catch (Refusal refusal) {
                admissions.refused.put(index, refusal);
            }
        }
        return admissions;
    }

    private SortedMap<Integer, Submitted> enqueue(
            SortedMap<Integer, Admission.Admitted> admitted, List<ProcessId> ids) {
        SortedMap<Integer, Submitted> done = new TreeMap<>();
        Map<Integer, NewProcess> part = new LinkedHashMap<>();
        admitted.forEach((index, one) -> {
            part.put(index, header(ids.get(index), one));
            if (part.size() == AT_A_TIME) {
                done.putAll(write(part));
                part.clear();
            }
        });
        done.putAll(write(part));
        audit(admitted, done);
        return done;
    }

    /** One entry for all that one request asks for. */
    private void audit(SortedMap<Integer, Admission.Admitted> admitted, SortedMap<Integer, Submitted> done) {
        Map<Scope, List<ProcessId>> created = new LinkedHashMap<>();
        done.forEach((index, submitted) -> {
            if (submitted.created()) {
                Scope scope =
                        Objects.requireNonNull(admitted.get(index)).submission().scope();
                created.computeIfAbsent(scope, unused -> new ArrayList<>()).add(submitted.id());
            }
        });
        created.forEach(trail::submitted);
    }

    private NewProcess header(ProcessId id, Admission.Admitted one) {
        JobType<?> type = one.type();
        Submission submission = one.submission();
        return Resubmission.header(id, submission, type, Job.newUUID(), undoing.possible(type, submission.input()));
    }

    /** A submission whose key is taken by a process that ends meanwhile is tried again. */
    private Map<Integer, Submitted> write(Map<Integer, NewProcess> processes) {
        Map<Integer, Submitted> done = new LinkedHashMap<>();
        Map<Integer, NewProcess> left = new LinkedHashMap<>(processes);
        while (!left.isEmpty()) {
            List<NewProcess> fresh = List.copyOf(left.values());
            Set<ProcessId> written = ledger.insertAll(fresh, rows.insertingWritten(jobs(fresh)));
            done.putAll(take(left, id -> written.contains(id) ? id : null, true));
            if (!left.isEmpty()) {
                done.putAll(take(left, ledger.activeRuns(List.copyOf(left.values()))::get, false));
            }
        }
        return done;
    }

    /** Each in the version of its first row. */
    private static List<Job> jobs(List<NewProcess> processes) {
        List<Job> jobs = new ArrayList<>();
        for (NewProcess process : processes) {
            Job job = ProcessJobs.create(
                    process.jobId(), process.id(), process.kind().label(), ProcessJobs.waiting(process.runAt()));
            Versions.raiseForGood(job);
            jobs.add(job);
        }
        return jobs;
    }

    private static Map<Integer, Submitted> take(
            Map<Integer, NewProcess> left, Function<ProcessId, @Nullable ProcessId> found, boolean created) {
        Map<Integer, Submitted> taken = new LinkedHashMap<>();
        left.forEach((index, process) -> {
            ProcessId id = found.apply(process.id());
            if (id != null) {
                taken.put(index, new Submitted(id, created));
            }
        });
        left.keySet().removeAll(taken.keySet());
        return taken;
    }

    private record Admissions(SortedMap<Integer, Admission.Admitted> accepted, SortedMap<Integer, Refusal> refused) {}
}
