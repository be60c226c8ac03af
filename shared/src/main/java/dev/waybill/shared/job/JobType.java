package dev.waybill.shared.job;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a kind of work and says how it is queued and retried. A Spring bean of this type makes the type known to the API;
 * a {@link Job} bean makes a worker run it.
 *
 * @param name lower-case words joined by underscores, for example {@code import}
 * @param subtype a variant of it, for example {@code csv}; null when the type has none
 * @param input the input record; its JSON schema is what a submit is validated against
 * @param inputVersion rises when the record changes so that a stored input needs an {@link InputUpcaster}; from 1
 * @param queue the queue that its processes wait in
 * @param maxAttempts attempts that may fail before the process does; 4 means three retries
 * @param retry the pause between them
 * @param timeout an attempt that runs longer is stopped
 * @param visibility who starts it
 */
public record JobType<I>(
        String name,
        @Nullable String subtype,
        Class<I> input,
        int inputVersion,
        String queue,
        int maxAttempts,
        RetryPolicy retry,
        Duration timeout,
        Visibility visibility) {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** Who starts processes of a type. */
    public enum Visibility {
        SUBMITTABLE,
        /** People start it by a route of its own, not by submitting it. */
        BY_ROUTE,
        /** Only the system starts it: people are not notified of it. */
        INTERNAL
    }

    public JobType {
        requireWord("name", name);
        if (subtype != null) {
            requireWord("subtype", subtype);
        }
        requireWord("queue", queue);
        if (inputVersion < 1 || maxAttempts < 1) {
            throw new IllegalArgumentException(name + ": inputVersion and maxAttempts start at 1");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(name + ": timeout must be positive");
        }
    }

    /** A submittable type without subtype, in queue {@code default}, with three retries and an hour for an attempt. */
    public static <I> JobType<I> of(String name, Class<I> input) {
        return new JobType<>(
                name,
                null,
                input,
                1,
                "default",
                4,
                RetryPolicy.exponential(Duration.ofSeconds(5)),
                Duration.ofHours(1),
                Visibility.SUBMITTABLE);
    }

    public JobType<I> withSubtype(String newSubtype) {
        return new JobType<>(name, newSubtype, input, inputVersion, queue, maxAttempts, retry, timeout, visibility);
    }

    public JobType<I> withQueue(String newQueue) {
        return new JobType<>(name, subtype, input, inputVersion, newQueue, maxAttempts, retry, timeout, visibility);
    }

    public JobType<I> withMaxAttempts(int newMaxAttempts) {
        return new JobType<>(name, subtype, input, inputVersion, queue, newMaxAttempts, retry, timeout, visibility);
    }

    public JobType<I> withRetry(RetryPolicy newRetry) {
        return new JobType<>(name, subtype, input, inputVersion, queue, maxAttempts, newRetry, timeout, visibility);
    }

    public JobType<I> withTimeout(Duration newTimeout) {
        return new JobType<>(name, subtype, input, inputVersion, queue, maxAttempts, retry, newTimeout, visibility);
    }

    public JobType<I> withVisibility(Visibility newVisibility) {
        return new JobType<>(name, subtype, input, inputVersion, queue, maxAttempts, retry, timeout, newVisibility);
    }

    /** {@code import/csv}, or {@code drift} when there is no subtype. */
    public String label() {
        return label(name, subtype);
    }

    static String label(String name, @Nullable String subtype) {
        return subtype == null ? name : name + "/" + subtype;
    }

    private static void requireWord(String what, String value) {
        if (!WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must match " + WORD + ": " + value);
        }
    }
}
