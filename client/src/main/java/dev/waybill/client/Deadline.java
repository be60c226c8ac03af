package dev.waybill.client;

import java.time.Duration;

/** A moment on the monotonic clock. */
final class Deadline {

    private static final Duration FAR = Duration.ofDays(36_500);

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + shorter(timeout, FAR).toNanos());
    }

    static Deadline never() {
        return after(FAR);
    }

    boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }

    /** Zero when it is over; never longer than the limit. */
    Duration remaining(Duration limit) {
        return shorter(limit, Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
