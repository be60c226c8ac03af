package dev.waybill.worker.runtime;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a worker, under {@code waybill.worker}.
 *
 * @param enabled whether this application runs jobs
 * @param name shown as the worker of a process; at most 40 characters; by default host name and process id
 * @param threads jobs that run at the same time, on virtual threads; 1 to 10,000
 * @param ahead most short jobs that are claimed beyond the threads, so that none waits for the database: as many as the
 *     threads get through in 100 ms; 0 to 10,000
 * @param ending most ends of attempts that are being written beside the jobs that run; beyond them a job's place is kept
 *     until its end is written; a worker that is killed runs that many jobs again at most; 0 to 10,000
 * @param queues the queues that it serves; by default all
 * @param pollInterval longest time until a waiting process is found when its wake-up got lost; 100 ms to 1 min
 * @param interruptAfter how long a job that was told to stop may take before its thread is interrupted
 * @param stuckAfter how long after its interrupt a job counts as stuck: when it ran out of time its attempt ends without it
 * @param drainTimeout how long a stopping worker lets its jobs run on before it tells them to stop
 * @param stopTimeout how long it then waits for them before it interrupts them for good
 * @param deadAfter how old the last sign of life of a worker that has ended is when its jobs go on elsewhere
 * @param silentAfter the same for a worker that stands still or is cut off
 * @param presenceTimeout how long a worker that cannot show that it lives lets its jobs run on; shorter than silentAfter
 */
@ConfigurationProperties("waybill.worker")
public record WorkerProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String name,
        @DefaultValue("16") int threads,
        @DefaultValue("256") int ahead,
        @DefaultValue("512") int ending,
        @DefaultValue List<String> queues,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("500ms") Duration interruptAfter,
        @DefaultValue("10s") Duration stuckAfter,
        @DefaultValue("5s") Duration drainTimeout,
        @DefaultValue("10s") Duration stopTimeout,
        @DefaultValue("1500ms") Duration deadAfter,
        @DefaultValue("12s") Duration silentAfter,
        @DefaultValue("5s") Duration presenceTimeout) {

    private static final Duration BETWEEN_BEATS = Duration.ofMillis(500);
    private static final int MOST = 10_000;

    public WorkerProperties {
        requireAmong("threads", threads, 1);
        requireAmong("ahead", ahead, 0);
        requireAmong("ending", ending, 0);
        queues = List.copyOf(queues);
        if (queues.stream().anyMatch(queue -> !queue.matches("[a-z][a-z0-9_]{0,62}"))) {
            throw new IllegalArgumentException("waybill.worker.queues must be names of queues, is " + queues);
        }
        if (name != null && (name.isBlank() || name.length() > 40)) {
            throw new IllegalArgumentException("waybill.worker.name must have 1 to 40 characters");
        }
        if (pollInterval.compareTo(Duration.ofMillis(100)) < 0 || pollInterval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("waybill.worker.poll-interval must be 100ms to 1m, is " + pollInterval);
        }
        requireNotNegative("interrupt-after", interruptAfter);
        requireNotNegative("stuck-after", stuckAfter);
        requireNotNegative("drain-timeout", drainTimeout);
        requireNotNegative("stop-timeout", stopTimeout);
        requireLonger("dead-after", deadAfter, BETWEEN_BEATS);
        requireLonger("presence-timeout", presenceTimeout, BETWEEN_BEATS);
        requireLonger("silent-after", silentAfter, presenceTimeout);
    }

    private static void requireAmong(String key, int value, int least) {
        if (value < least || value > MOST) {
            throw new IllegalArgumentException(
                    "waybill.worker.%s must be %d to %d, is %d".formatted(key, least, MOST, value));
        }
    }

    private static void requireLonger(String key, Duration value, Duration than) {
        if (value.compareTo(than) <= 0) {
            throw new IllegalArgumentException("waybill.worker." + key + " must be longer than " + than);
        }
    }

    private static void requireNotNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("waybill.worker." + key + " must not be negative, is " + value);
        }
    }
}
