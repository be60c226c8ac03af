package dev.waybill.standalone.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Time that passes for the fleet to work, or to be broken. */
final class Pause {

    private Pause() {}

    static void of(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    static void between(int fromMillis, int toMillis, RandomGenerator random) {
        of(Duration.ofMillis(random.nextInt(fromMillis, toMillis)));
    }
}
