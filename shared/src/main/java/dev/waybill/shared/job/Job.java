package dev.waybill.shared.job;

/**
 * One kind of work. A Spring bean of this type in a worker is all that is needed to run its {@link JobType}.
 *
 * <p>A job may run more than once: after a failed attempt, and after its worker died or was stopped. What it did inside
 * {@link Progress#chunk} stays done; it finds its last checkpoint in {@link Progress#checkpoint()}.
 *
 * @param <I> the input: a record that Jackson reads and writes
 */
public interface Job<I> {

    /** The type that this job runs; one job a type in a worker. */
    JobType<I> type();

    /**
     * Does the work on a virtual thread of its own.
     *
     * @throws Rejected when trying again cannot help: the process fails at once
     * @throws Deferred to be put back until later without spending an attempt
     * @throws Exception anything else ends the attempt; it is tried again with backoff while attempts are left
     */
    JobOutcome run(I input, Progress progress) throws Exception;
}
