package dev.waybill.worker.runtime;

import dev.waybill.shared.queue.Presence;
import java.time.Duration;
import org.jobrunr.server.BackgroundJobServer;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether this worker takes on work: JobRunr's server runs, and others can see that the worker lives. */
final class JobServerProbe implements HealthIndicator {

    private final BackgroundJobServer server;
    private final Presence presence;
    private final Duration longestSilence;

    JobServerProbe(BackgroundJobServer server, Presence presence, Duration longestSilence) {
        this.server = server;
        this.presence = presence;
        this.longestSilence = longestSilence;
    }

    @Override
    public Health health() {
        if (!server.isRunning()) {
            return down("JobRunr's server does not run");
        }
        if (!presence.held()) {
            return down("the worker has no lock");
        }
        return presence.silence().compareTo(longestSilence) > 0
                ? down("the worker could not show that it lives")
                : Health.up().build();
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }
}
