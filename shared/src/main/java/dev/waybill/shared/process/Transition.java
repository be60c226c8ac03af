package dev.waybill.shared.process;

import dev.waybill.shared.job.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of status with its event: one row of DESIGN.md section 3. Made by the factories below only.
 *
 * @param event type of the event that records it
 * @param raisesLease whether a running attempt of before loses its right to write
 * @param spendsAttempt whether it counts against max_attempts
 * @param interrupts whether the worker died under it
 * @param renews whether it starts over by a person's wish: attempts_spent becomes 0
 * @param awaitsChildren whether a pending process may start as soon as its children have ended
 * @param delay how long a pending process waits before it may start, counted by the database's clock; null is not at all
 * @param jobId the JobRunr job from now on; null leaves it
 */
public record Transition(
        ProcessId id,
        ProcessStatus to,
        String event,
        @Nullable String message,
        @Nullable String reasonCode,
        @Nullable Outcome outcome,
        boolean raisesLease,
        boolean spendsAttempt,
        boolean interrupts,
        boolean renews,
        boolean awaitsChildren,
        @Nullable Duration delay,
        @Nullable UUID jobId,
        @Nullable String workerId,
        @Nullable Map<String, Object> summary,
        @Nullable List<Failure> failures,
        Map<String, Object> payload) {

    /** A worker claimed it. */
    public static Transition started(ProcessId id, String workerId) {
        return new Builder(id, ProcessStatus.RUNNING, "started")
                .raisesLease()
                .workerId(workerId)
                .payload(Map.of("worker", workerId))
                .build();
    }

    /** The attempt failed; another follows. */
    public static Transition retryWaits(ProcessId id, String reasonCode, String message, Duration pause, int attempt) {
        return new Builder(id, ProcessStatus.PENDING, "error")
                .reason(reasonCode, message)
                .raisesLease()
                .spendsAttempt()
                .delay(pause)
                .payload(Map.of("reason_code", reasonCode, "attempt", attempt))
                .build();
    }

    /** The attempt failed and none follows. */
    public static Transition failed(
            ProcessId id, String reasonCode, String message, List<Failure> failures, boolean crashed) {
        Builder builder = new Builder(id, ProcessStatus.FAILED, "failed")
                .reason(reasonCode, message)
                .raisesLease()
                .outcome(Outcome.FAILED)
                .failures(failures)
                .payload(Map.of("reason_code", reasonCode));
        return (crashed ? builder.interrupts() : builder.spendsAttempt()).build();
    }

    /** Its worker died or was stopped; it goes back to the queue without spending an attempt. */
    public static Transition interrupted(ProcessId id, String reasonCode, boolean workerDied) {
        Builder builder = new Builder(id, ProcessStatus.PENDING, "interrupted")
                .reason(reasonCode, workerDied ? "The worker was lost; the job goes on elsewhere" : "The worker stops")
                .raisesLease()
                .payload(Map.of("reason_code", reasonCode));
        return (workerDied ? builder.interrupts() : builder).build();
    }

    /** Put back by the runtime without spending an attempt. */
    public static Transition deferred(ProcessId id, String reasonCode, Duration delay) {
        return new Builder(id, ProcessStatus.PENDING, "deferred")
                .reason(reasonCode, null)
                .raisesLease()
                .delay(delay)
                .payload(Map.of("reason_code", reasonCode))
                .build();
    }

    /** Put back until its children have ended. */
    public static Transition awaitsChildren(ProcessId id, Duration longest) {
        String reasonCode = "waits_for_children";
        return new Builder(id, ProcessStatus.PENDING, "deferred")
                .reason(reasonCode, null)
                .raisesLease()
                .awaitsChildren()
                .delay(longest)
                .payload(Map.of("reason_code", reasonCode))
                .build();
    }

    /** Done. */
    public static Transition completed(
            ProcessId id, Outcome outcome, Map<String, Object> summary, List<Failure> failures) {
        return new Builder(id, ProcessStatus.COMPLETED, "completed")
                .outcome(outcome)
                .summary(summary)
                .failures(failures)
                .payload(Map.of("outcome", outcome.word()))
                .build();
    }

    /** Done as far as it goes without a person. */
    public static Transition awaitsReview(ProcessId id, Map<String, Object> summary) {
        return new Builder(id, ProcessStatus.WAITING_REVIEW, "waiting_review")
                .summary(summary)
                .build();
    }

    /**
     * Ended by a person or by the system.
     *
     * @param by the user who cancelled; null when the system did
     */
    public static Transition cancelled(ProcessId id, @Nullable Long by, @Nullable String note) {
        return new Builder(id, ProcessStatus.CANCELLED, "cancelled")
                .reason("cancelled", note)
                .raisesLease()
                .outcome(Outcome.CANCELLED)
                .payload(by == null ? Map.of() : Map.of("user_id", by))
                .build();
    }

    /** A person wants it to run again as the given JobRunr job. */
    public static Transition requeued(ProcessId id, UUID jobId, @Nullable Long by, String message) {
        return new Builder(id, ProcessStatus.PENDING, "queued")
                .reason(null, message)
                .raisesLease()
                .renews()
                .jobId(jobId)
                .payload(by == null ? Map.of() : Map.of("user_id", by))
                .build();
    }

    private static final class Builder {
        private final ProcessId id;
        private final ProcessStatus to;
        private final String event;
        private @Nullable String message;
        private @Nullable String reasonCode;
        private @Nullable Outcome outcome;
        private boolean raisesLease;
        private boolean spendsAttempt;
        private boolean interrupts;
        private boolean renews;
        private boolean awaitsChildren;
        private @Nullable Duration delay;
        private @Nullable UUID jobId;
        private @Nullable String workerId;
        private @Nullable Map<String, Object> summary;
        private @Nullable List<Failure> failures;
        private Map<String, Object> payload = Map.of();

        Builder(ProcessId id, ProcessStatus to, String event) {
            this.id = id;
            this.to = to;
            this.event = event;
        }

        Builder reason(@Nullable String code, @Nullable String text) {
            reasonCode = code;
            message = text;
            return this;
        }

        Builder outcome(Outcome value) {
            outcome = value;
            return this;
        }

        Builder raisesLease() {
            raisesLease = true;
            return this;
        }

        Builder spendsAttempt() {
            spendsAttempt = true;
            return this;
        }

        Builder interrupts() {
            interrupts = true;
            return this;
        }

        Builder renews() {
            renews = true;
            return this;
        }

        Builder awaitsChildren() {
            awaitsChildren = true;
            return this;
        }

        Builder delay(Duration value) {
            delay = value;
            return this;
        }

        Builder jobId(UUID value) {
            jobId = value;
            return this;
        }

        Builder workerId(String value) {
            workerId = value;
            return this;
        }

        Builder summary(Map<String, Object> value) {
            summary = value;
            return this;
        }

        Builder failures(List<Failure> value) {
            failures = value;
            return this;
        }

        Builder payload(Map<String, Object> value) {
            payload = value;
            return this;
        }

        Transition build() {
            return new Transition(
                    id,
                    to,
                    event,
                    message,
                    reasonCode,
                    outcome,
                    raisesLease,
                    spendsAttempt,
                    interrupts,
                    renews,
                    awaitsChildren,
                    delay,
                    jobId,
                    workerId,
                    summary,
                    failures,
                    payload);
        }
    }
}
