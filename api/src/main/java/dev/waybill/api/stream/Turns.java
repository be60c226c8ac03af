package dev.waybill.api.stream;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Ends of streams, a few at a time: when thousands end at once, what others are still to be sent comes first. */
final class Turns {

    private final Semaphore free;
    private final Duration longestWait;

    /** @param longestWait after it an end is made whoever else ends */
    Turns(int atOnce, Duration longestWait) {
        this.free = new Semaphore(atOnce);
        this.longestWait = longestWait;
    }

    /** Makes an end when it is its turn. */
    void take(Runnable end) {
        boolean inTurn = await();
        try {
            end.run();
        } finally {
            if (inTurn) {
                free.release();
            }
        }
    }

    private boolean await() {
        try {
            return free.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
