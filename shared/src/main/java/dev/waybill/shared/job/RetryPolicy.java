package dev.waybill.shared.job;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: the first pause, multiplied after every failure, never above the longest,
 * and spread by the jitter so that jobs which failed together do not return together.
 *
 * @param first pause after the first failure
 * @param factor what the pause is multiplied by after each further failure; at least 1
 * @param longest upper bound of the pause, before jitter
 * @param jitter share of the pause that is drawn at random, 0 (none) to 1: 0.2 gives 80 % to 120 % of it
 * @param listed the pauses themselves, the last one for all further failures; empty when they are calculated
 */
public record RetryPolicy(Duration first, double factor, Duration longest, double jitter, List<Duration> listed) {

    public RetryPolicy {
        listed = List.copyOf(listed);
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses must not be negative, and the longest not under the first");
        }
        if (!(factor >= 1) || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("factor starts at 1, jitter lies in 0..1");
        }
    }

    /** With pauses that are calculated. */
    public RetryPolicy(Duration first, double factor, Duration longest, double jitter) {
        this(first, factor, longest, jitter, List.of());
    }

    /** Doubles from {@code first} up to an hour, with 20 % jitter. */
    public static RetryPolicy exponential(Duration first) {
        return new RetryPolicy(first, 2, max(first, Duration.ofHours(1)), 0.2);
    }

    /** Always the same pause, without jitter. */
    public static RetryPolicy fixed(Duration pause) {
        return new RetryPolicy(pause, 1, pause, 0);
    }

    /** Exactly these pauses, one after another, spread by 20 % jitter. */
    public static RetryPolicy listed(List<Duration> pauses) {
        return new RetryPolicy(pauses.getFirst(), 1, Collections.max(pauses), 0.2, pauses);
    }

    /**
     * The pause after the given number of failures.
     *
     * @param failures failures so far, this one included; from 1
     */
    public Duration pauseAfter(int failures, RandomGenerator random) {
        return Duration.ofMillis(Math.round(plain(failures) * (1 + jitter * (2 * random.nextDouble() - 1))));
    }

    private double plain(int failures) {
        int before = Math.max(0, failures - 1);
        if (!listed.isEmpty()) {
            return listed.get(Math.min(before, listed.size() - 1)).toMillis();
        }
        return Math.min(longest.toMillis(), first.toMillis() * Math.pow(factor, before));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
