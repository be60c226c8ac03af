package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.Presence;
import dev.waybill.shared.queue.Rescue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jobrunr.server.BackgroundJobServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Watches over the other workers, to go on with the jobs of those that die, and over this one: what it runs is stopped
 * when it could not be seen to live for too long, and JobRunr's server is started again when that gave up.
 */
final class Vigil implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Vigil.class);

    static final int PHASE = DEFAULT_PHASE;

    private static final long ROUND_MILLIS = 500;
    private static final int ROUNDS_BETWEEN_UNKNOWN = 10;
    private static final int ROUNDS_UNTIL_RESTART = 10;

    private final Presence presence;
    private final Rescue rescue;
    private final RunningProcesses running;
    private final BackgroundJobServer server;
    private final ScheduledExecutorService timer;
    private final WorkerProperties properties;
    private volatile boolean watching;
    private @Nullable Thread thread;
    private @Nullable ScheduledFuture<?> selfWatch;
    private int rounds;
    private int roundsDown;
    private Map<ProcessId, Long> unknownBefore = Map.of();

    Vigil(
            Presence presence,
            Rescue rescue,
            RunningProcesses running,
            BackgroundJobServer server,
            ScheduledExecutorService timer,
            WorkerProperties properties) {
        this.presence = presence;
        this.rescue = rescue;
        this.running = running;
        this.server = server;
        this.timer = timer;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        watching = true;
        selfWatch = timer.scheduleWithFixedDelay(this::watchSelf, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        thread = Thread.ofPlatform().daemon().name("waybill-rescue").start(this::watchOthers);
    }

    @Override
    public synchronized void stop() {
        watching = false;
        if (selfWatch != null) {
            selfWatch.cancel(false);
        }
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watching;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void watchSelf() {
        Duration silence = presence.silence();
        if (silence.compareTo(properties.presenceTimeout()) > 0
                && !running.all().isEmpty()) {
            LOG.warn("This worker could not be seen to live for {}; it stops what it runs", silence);
            running.stopAll(Stopped.Why.LEASE_LOST);
        }
    }

    private void watchOthers() {
        while (watching) {
            try {
                // not in step with the other workers
                TimeUnit.MILLISECONDS.sleep(
                        ROUND_MILLIS / 2 + ThreadLocalRandom.current().nextLong(ROUND_MILLIS));
                watchServer();
                lookForTheDead();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Could not look after other workers, tried again: {}", e.getMessage());
            }
        }
    }

    private void lookForTheDead() {
        if (!presence.held()) {
            return;
        }
        int rescued = rescue.fromDead(presence.name(), properties.deadAfter(), properties.silentAfter());
        if (rounds++ % ROUNDS_BETWEEN_UNKNOWN == 0) {
            rescued += rescue.fromUnknown();
            rescued += fromLostAnswers();
        }
        if (rescued > 0) {
            LOG.info("Put back {} processes", rescued);
        }
    }

    /** What was unknown here the last time already cannot be on its way any more. */
    private int fromLostAnswers() {
        Map<ProcessId, Long> unknown = rescue.running(presence.name());
        running.all().forEach(process -> unknown.remove(process.id(), process.lease()));
        Map<ProcessId, Long> stillUnknown = new HashMap<>(unknown);
        // another attempt since is another claim, and may just be on its way
        stillUnknown.entrySet().retainAll(unknownBefore.entrySet());
        unknownBefore = unknown;
        return rescue.fromLostAnswers(presence.name(), stillUnknown);
    }

    private void watchServer() {
        roundsDown = server.isRunning() ? 0 : roundsDown + 1;
        if (roundsDown > ROUNDS_UNTIL_RESTART && watching) {
            LOG.error("JobRunr's server has given up; it is started again");
            roundsDown = 0;
            server.start();
        }
    }
}
