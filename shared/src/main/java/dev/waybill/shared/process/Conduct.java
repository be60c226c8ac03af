package dev.waybill.shared.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process is to run beside others.
 *
 * @param concurrencyKey processes of a workspace with the same key share its slots; 1 to 200 characters, null when it
 *     shares none
 * @param concurrencyLimit how many of them may run at a time; from 1, null without a key
 * @param timeout an attempt that runs longer is stopped; null takes the type's
 * @param parentId the process that submitted it as a part of its own work; null when none did
 */
public record Conduct(
        @Nullable String concurrencyKey,
        @Nullable Integer concurrencyLimit,
        @Nullable Duration timeout,
        @Nullable Long parentId) {

    /** Alone, with the timeout of its type. */
    public static final Conduct PLAIN = new Conduct(null, null, null, null);

    private static final int LONGEST_KEY = 200;

    public Conduct {
        if ((concurrencyKey == null) != (concurrencyLimit == null)) {
            throw new IllegalArgumentException("a concurrency key and its limit belong together");
        }
        if (concurrencyKey != null && (concurrencyKey.isEmpty() || concurrencyKey.length() > LONGEST_KEY)) {
            throw new IllegalArgumentException("a concurrency key has 1 to " + LONGEST_KEY + " characters");
        }
        if (concurrencyLimit != null && concurrencyLimit < 1) {
            throw new IllegalArgumentException("a concurrency limit is at least 1");
        }
        if (timeout != null && timeout.toMillis() < 1) {
            throw new IllegalArgumentException("a timeout is at least 1 ms");
        }
    }

    /** At most {@code limit} processes of the workspace with this key run at a time. */
    public Conduct withConcurrency(String key, int limit) {
        return new Conduct(key, limit, timeout, parentId);
    }

    public Conduct withTimeout(Duration newTimeout) {
        return new Conduct(concurrencyKey, concurrencyLimit, newTimeout, parentId);
    }

    public Conduct withParent(long newParentId) {
        return new Conduct(concurrencyKey, concurrencyLimit, timeout, newParentId);
    }
}
