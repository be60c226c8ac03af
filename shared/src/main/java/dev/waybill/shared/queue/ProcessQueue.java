package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.InputCompletion;
import dev.waybill.shared.job.RetryGuard;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.process.Transition;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.JobNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * How processes come to be and are changed from outside. Each method is one transaction, the caller's own if there is one:
 * header, event and JobRunr's row change together or not at all.
 */
public final class ProcessQueue {

    private final Submissions submissions;
    private final RoleTransactions roles;
    private final ProcessLedger ledger;
    private final LedgerStorageProvider storage;
    private final Map<String, ReviewPolicy> reviewPolicies;
    private final ItemRetries itemRetries;
    private final RetryChecks retryChecks;
    private final Undoing undoing;
    private final Trail trail;

    ProcessQueue(
            Submissions submissions,
            RoleTransactions roles,
            ProcessLedger ledger,
            LedgerStorageProvider storage,
            Collection<ReviewPolicy> reviewPolicies,
            ItemRetries itemRetries,
            RetryChecks retryChecks,
            Undoing undoing,
            Trail trail) {
        this.submissions = submissions;
        this.roles = roles;
        this.ledger = ledger;
        this.storage = storage;
        this.reviewPolicies =
                reviewPolicies.stream().collect(Collectors.toMap(ReviewPolicy::label, Function.identity()));
        this.itemRetries = itemRetries;
        this.retryChecks = retryChecks;
        this.undoing = undoing;
        this.trail = trail;
    }

    /**
     * Enqueues a job; in a transaction of the caller with it, otherwise together with what others enqueue at the same time.
     *
     * @throws Refusal {@code forbidden}, {@code unknown_type}, {@code unknown_tenant}, {@code invalid_input} with every error by its place in
     *     the input, or what the type's {@link InputCompletion} says
     */
    public Submitted submit(Submission submission) {
        Refusal.unlessOperator(submission.scope());
        try {
            return submissions.submit(submission).orThrow();
        } catch (DataIntegrityViolationException refused) {
            throw UnknownTenant.orElse(refused, submission);
        }
    }

    /**
     * Runs a failed process again, with all its attempts.
     *
     * @throws Refusal {@code not_found}, {@code stale}, {@code already_undone}, {@code already_active}, or what the type's
     *     {@link RetryGuard} says
     * @throws IllegalTransition unless it has failed
     */
    public void retry(Caller caller, ProcessId id) {
        change(caller, id, header -> {
            requireMove(header, ProcessStatus.FAILED, ProcessStatus.PENDING);
            retryChecks.require(load(id), review(header, caller, null));
            runAgain(header, caller.scope().userId(), "Retried");
            trail.acted(caller.scope(), "process.retried", id, Trail.details());
            return id;
        });
    }

    /**
     * Runs only the items that failed, as a new process; the old one stays as it ended.
     *
     * @return the new process
     * @throws Refusal {@code not_found}, {@code stale}, {@code not_itemised}, {@code no_failed_items},
     *     {@code not_finished}
     */
    public Submitted retryFailedItems(Caller caller, ProcessId id) {
        return retryFailedItems(caller, id, null);
    }

    /**
     * The same for those alone that failed for one reason.
     *
     * @param errorCode of the items; null means all that failed
     * @throws Refusal also {@code not_itemised} when the type cannot tell them apart
     */
    public Submitted retryFailedItems(Caller caller, ProcessId id, @Nullable String errorCode) {
        return roles.asRuntime(() -> {
            locked(caller, id);
            Submitted retry = submit(itemRetries.submission(caller.scope(), load(id), errorCode));
            trail.acted(caller.scope(), "process.items_retried", id, retry);
            return retry;
        });
    }

    /**
     * Takes back what a process did, as a new process that is related to it. While that one is active it is the answer
     * to every further call.
     *
     * @throws Refusal {@code not_found}, {@code stale}, {@code not_undoable}, {@code not_finished},
     *     {@code already_undone}
     */
    public Submitted undo(Caller caller, ProcessId id) {
        return roles.asRuntime(() -> {
            locked(caller, id);
            Process process = load(id);
            Optional<ProcessId> active = undoing.active(process);
            if (active.isPresent()) {
                return new Submitted(active.get(), false);
            }
            Submitted undo = submit(undoing.submission(caller.scope(), process));
            ledger.undoneBy(id, undo.id(), caller.scope().userId());
            trail.acted(caller.scope(), "process.undone", id, undo);
            return undo;
        });
    }

    /**
     * Cancels a process that has not ended; a running attempt loses its lease at once and is told to stop.
     *
     * @throws Refusal {@code not_found}, {@code stale}
     * @throws IllegalTransition if it has ended
     */
    public void cancel(Caller caller, ProcessId id) {
        change(caller, id, header -> {
            requireMove(header, header.status(), ProcessStatus.CANCELLED);
            if (header.status() == ProcessStatus.WAITING_REVIEW) {
                policy(header).ifPresent(policy -> policy.cancelled(review(header, caller, null)));
            }
            cancel(header, caller.scope().userId(), null);
            ObjectNode details = Trail.details().put("was", header.status().word());
            trail.acted(caller.scope(), "process.cancelled", id, details);
            return id;
        });
    }

    /**
     * A person's word about a process that waits for review.
     *
     * @return the process to look at from now on: itself, or the one that goes on with it
     * @throws Refusal {@code not_found}, {@code stale}, or what the type's {@link ReviewPolicy} says
     * @throws IllegalTransition unless it waits for review
     */
    public ProcessId decide(Caller caller, ProcessId id, ReviewPolicy.Decision decision, @Nullable String note) {
        return change(caller, id, header -> {
            requireMove(header, ProcessStatus.WAITING_REVIEW, Decisions.target(decision));
            String said = decision.name().toLowerCase(Locale.ROOT);
            trail.acted(caller.scope(), "process.decided", id, Trail.details().put("decision", said));
            ReviewPolicy.Answer answer = policy(header)
                    .map(policy -> policy.decide(review(header, caller, note), decision))
                    .orElseGet(() -> Decisions.standardAnswer(decision));
            switch (answer) {
                case ReviewPolicy.Answer.Complete complete -> complete(header, complete.summary());
                case ReviewPolicy.Answer.Cancel cancel ->
                    cancel(header, caller.scope().userId(), note);
                case ReviewPolicy.Answer.RunAgain again ->
                    runAgain(header, caller.scope().userId(), "Approved");
                case ReviewPolicy.Answer.GoesOn other -> {
                    return new ProcessId(other.processId());
                }
                case ReviewPolicy.Answer.Refuse refuse -> throw Refusal.of(refuse);
            }
            return id;
        });
    }

    private void runAgain(Header header, @Nullable Long by, String message) {
        UUID jobId = Job.newUUID();
        ledger.apply(Map.of(header.id(), header), List.of(Transition.requeued(header.id(), jobId, by, message)));
        if (header.jobId() != null) {
            storage.deletePermanently(header.jobId());
        }
        storage.save(ProcessJobs.create(jobId, header.id(), header.label()));
    }

    private void complete(Header header, Map<String, Object> summary) {
        Outcome outcome = header.failedItems() > 0 ? Outcome.PARTIALLY_SUCCEEDED : Outcome.SUCCEEDED;
        ledger.apply(
                Map.of(header.id(), header), List.of(Transition.completed(header.id(), outcome, summary, List.of())));
    }

    private void cancel(Header header, @Nullable Long by, @Nullable String note) {
        ledger.apply(Map.of(header.id(), header), List.of(Transition.cancelled(header.id(), by, note)));
        if (header.jobId() != null && header.status() != ProcessStatus.WAITING_REVIEW) {
            deleteJob(header.jobId());
        }
    }

    private void deleteJob(UUID jobId) {
        try {
            Job job = storage.getJobById(jobId);
            if (!job.hasState(StateName.DELETED)) {
                storage.save(job.delete("Cancelled"));
            }
        } catch (JobNotFoundException gone) {
            // JobRunr's own clean-up removed it; the process is what counts
            return;
        }
    }

    private ProcessId change(Caller caller, ProcessId id, Function<Header, ProcessId> work) {
        return roles.asRuntime(() -> work.apply(locked(caller, id)));
    }

    private Process load(ProcessId id) {
        return ledger.load(id).orElseThrow(() -> notFound(id));
    }

    private Header locked(Caller caller, ProcessId id) {
        Refusal.unlessOperator(caller.scope());
        Header header = ledger.lock(List.of(id)).get(id);
        if (header == null || !caller.scope().sees(header.workspaceId(), header.userId())) {
            throw notFound(id);
        }
        Long expected = caller.expectedVersion();
        if (expected != null && expected != header.version()) {
            throw new Refusal(Refusal.Kind.STALE, "stale", "Process " + id + " is at version " + header.version());
        }
        return header;
    }

    private static void requireMove(Header header, ProcessStatus from, ProcessStatus to) {
        if (header.status() != from || !from.mayBecome(to)) {
            throw new IllegalTransition(header.id(), header.status(), to);
        }
    }

    private Optional<ReviewPolicy> policy(Header header) {
        return Optional.ofNullable(reviewPolicies.get(header.label()));
    }

    private static ReviewPolicy.Review review(Header header, Caller caller, @Nullable String note) {
        return new ReviewPolicy.Review(
                header.id().value(), header.workspaceId(), caller.scope().userId(), note);
    }

    private static Refusal notFound(ProcessId id) {
        return new Refusal(Refusal.Kind.NOT_FOUND, "not_found", "There is no process " + id);
    }
}
