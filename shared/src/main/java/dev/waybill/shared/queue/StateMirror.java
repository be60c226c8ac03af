package dev.waybill.shared.queue;

import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.process.Transition;
import java.util.List;
import java.util.Optional;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.StateName;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a JobRunr job means for its process: the table of DESIGN.md section 3. Compares the state that is
 * stored with the one that is being saved; a job's own opinion of whether it changed cannot be trusted, because JobRunr's
 * heartbeat consumes it.
 */
final class StateMirror {

    private StateMirror() {}

    /**
     * @param stored the job's state in the database, locked
     * @param end how the attempt ended, if it ended on this node
     * @return the transition that goes with it; empty if the process stays as it is
     * @throws RefusedByLedger if the process may not follow: the save must not happen
     */
    static Optional<Transition> mirror(Header header, StateName stored, Job job, AttemptEnds.@Nullable Entry end) {
        if (!job.getId().equals(header.jobId())) {
            return Optional.empty();
        }
        StateName next = job.getState();
        return switch (stored) {
            case PROCESSING -> fromProcessing(header, next, job, end);
            case FAILED -> fromFailed(header, next, job);
            case SUCCEEDED, DELETED -> fromEnded(header, next);
            case ENQUEUED, SCHEDULED, AWAITING -> fromWaiting(header, next, job);
        };
    }

    private static Optional<Transition> fromWaiting(Header header, StateName next, Job job) {
        return switch (next) {
            case AWAITING, ENQUEUED, SCHEDULED -> Optional.empty();
            case PROCESSING ->
                Optional.of(Transition.started(
                        header.id(), job.<ProcessingState>getJobState().getServerName()));
            case DELETED -> cancelled(header);
            case FAILED, SUCCEEDED -> throw new RefusedByLedger(header.id(), "it was never claimed");
        };
    }

    private static Optional<Transition> fromProcessing(
            Header header, StateName next, Job job, AttemptEnds.@Nullable Entry end) {
        return switch (next) {
            case PROCESSING -> Optional.empty();
            case SUCCEEDED -> Optional.of(finished(header, end));
            case FAILED -> Optional.of(failed(header, job, end));
            case ENQUEUED, SCHEDULED, AWAITING -> Optional.of(backToPending(header, job, end));
            case DELETED -> cancelled(header);
        };
    }

    /** Requeueing a failed job by hand is a manual retry; JobRunr's clean-up of it changes nothing. */
    private static Optional<Transition> fromFailed(Header header, StateName next, Job job) {
        return switch (next) {
            case FAILED, DELETED -> Optional.empty();
            case ENQUEUED, SCHEDULED -> Optional.of(DashboardActions.requeued(header, job));
            case AWAITING, PROCESSING, SUCCEEDED -> throw new RefusedByLedger(header.id(), "it has failed");
        };
    }

    private static Optional<Transition> fromEnded(Header header, StateName next) {
        return switch (next) {
            case SUCCEEDED, DELETED -> Optional.empty();
            case AWAITING, SCHEDULED, ENQUEUED, PROCESSING, FAILED ->
                throw new RefusedByLedger(header.id(), "its job has ended");
        };
    }

    private static Optional<Transition> cancelled(Header header) {
        return header.status() == ProcessStatus.CANCELLED
                ? Optional.empty()
                : Optional.of(DashboardActions.deleted(header));
    }

    private static Transition finished(Header header, AttemptEnds.@Nullable Entry end) {
        if (end == null || end.lease() != header.lease() || !(end.end() instanceof AttemptEnd.Finished finished)) {
            throw new RefusedByLedger(header.id(), "no outcome was handed over");
        }
        return finished(header.id(), finished);
    }

    /** The end of an attempt that finished. */
    static Transition finished(ProcessId id, AttemptEnd.Finished finished) {
        return switch (finished.outcome()) {
            case JobOutcome.Completed completed ->
                Transition.completed(id, Outcome.SUCCEEDED, completed.summary(), List.of());
            case JobOutcome.CompletedWithErrors partial ->
                Transition.completed(id, Outcome.PARTIALLY_SUCCEEDED, partial.summary(), partial.failures());
            case JobOutcome.AwaitingReview review -> Transition.awaitsReview(id, review.summary());
        };
    }

    private static Transition failed(Header header, Job job, AttemptEnds.@Nullable Entry end) {
        if (NextState.orphaned(job)) {
            return Transition.failed(
                    header.id(),
                    "worker_lost",
                    "Its worker was lost " + NextState.LAST_CRASH + " times",
                    List.of(),
                    true);
        }
        if (end != null && end.end() instanceof AttemptEnd.GaveUp gaveUp) {
            return Transition.failed(header.id(), gaveUp.reasonCode(), gaveUp.reason(), List.of(), false);
        }
        return Transition.failed(header.id(), "internal_error", "The job could not be run", List.of(), false);
    }

    private static Transition backToPending(Header header, Job job, AttemptEnds.@Nullable Entry end) {
        ProcessId id = header.id();
        if (end == null || NextState.orphaned(job)) {
            return Transition.interrupted(id, "worker_lost", true);
        }
        return switch (end.end()) {
            case AttemptEnd.RetryAfter retry ->
                Transition.retryWaits(id, retry.reasonCode(), retry.reason(), retry.pause(), header.attempts());
            case AttemptEnd.PutOff putOff -> Transition.deferred(id, putOff.reasonCode(), putOff.delay());
            case AttemptEnd.AwaitsChildren awaits -> Transition.awaitsChildren(id, awaits.longest());
            case AttemptEnd.HandedBack handedBack -> Transition.interrupted(id, handedBack.reasonCode(), false);
            case AttemptEnd.Finished finished -> throw new RefusedByLedger(id, "it finished, and cannot run again");
            case AttemptEnd.GaveUp gaveUp -> throw new RefusedByLedger(id, "it gave up, and cannot run again");
        };
    }
}
