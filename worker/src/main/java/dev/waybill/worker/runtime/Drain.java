package dev.waybill.worker.runtime;

import org.jobrunr.server.BackgroundJobServer;
import org.springframework.context.SmartLifecycle;

/**
 * Stops JobRunr's server while all that its jobs need still works, and while this worker can be seen to live: nothing
 * more is claimed, running jobs get their time, then they are put back.
 */
final class Drain implements SmartLifecycle {

    private final BackgroundJobServer server;
    private volatile boolean started;

    Drain(BackgroundJobServer server) {
        this.server = server;
    }

    /** JobRunr's starter starts the server once the application is up. */
    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        server.stop();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** After {@link Vigil}, which would start the server again; before {@link StopSignals} and the wake-ups. */
    @Override
    public int getPhase() {
        return Vigil.PHASE - 1;
    }
}
