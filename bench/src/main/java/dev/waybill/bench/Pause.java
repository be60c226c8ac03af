package dev.waybill.bench;

import java.util.concurrent.locks.LockSupport;

/** What a job of a given length does. */
final class Pause {

    private Pause() {}

    static void until(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
