package dev.waybill.shared.queue;

import dev.waybill.shared.database.Outage;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jobrunr.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a write until PostgreSQL has taken it or refused it. Whether one whose connection broke off was committed is
 * answered by the next try: it finds the row as the first one left it.
 */
final class Persistence {

    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Returns when it is written; an interrupt waits until then. */
    void untilKnown(Runnable write) {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
                // a pool gives no connection to an interrupted thread
                interrupted |= Thread.interrupted();
                try {
                    write.run();
                    return;
                } catch (StorageException e) {
                    if (!Outage.explains(e) || System.nanoTime() - start > LONGEST.toNanos()) {
                        throw e;
                    }
                    LOG.warn(
                            "The end of an attempt could not be written, tried again in {}: {}", pause, e.getMessage());
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
