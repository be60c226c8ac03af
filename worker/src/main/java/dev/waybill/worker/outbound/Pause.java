package dev.waybill.worker.outbound;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting inside a job. */
public final class Pause {

    private Pause() {}

    /**
     * Waits.
     *
     * @throws Stopped as soon as the job must stop
     */
    public static void of(Duration time, Progress progress) {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Progress.AbortRegistration registration = progress.abortOnStop(stopped::countDown)) {
            boolean early = stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
            if (early) {
                progress.throwIfStopped();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        progress.throwIfStopped();
    }
}
