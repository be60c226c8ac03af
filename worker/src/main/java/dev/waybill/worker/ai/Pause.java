package dev.waybill.worker.ai;

import dev.waybill.shared.job.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits inside a job, which may be stopped meanwhile. */
final class Pause {

    private Pause() {}

    static void await(Duration pause, Progress progress) {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Progress.AbortRegistration stop = progress.abortOnStop(stopped::countDown)) {
            boolean unused = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            progress.throwIfStopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            progress.throwIfStopped();
            throw new AiFailure.Cancelled(e);
        }
    }
}
