package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.queue.AttemptEnd;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How long the attempts of each type took here of late. */
final class RunTimes {

    private static final int KEPT = 32;
    private static final int ENOUGH = 8;
    private static final long AHEAD_NANOS = Duration.ofMillis(100).toNanos();
    private static final int MOST_AHEAD = 1_000;
    private static final long LATE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<String, Recent> byLabel = new ConcurrentHashMap<>();
    private final AttemptMeters meters;

    RunTimes(AttemptMeters meters) {
        this.meters = meters;
    }

    /** An attempt begins; it ends when this is closed. */
    Run begin(Process process) {
        meters.started(process);
        return new Run(byLabel.computeIfAbsent(process.kind().label(), unused -> new Recent()), meters, process);
    }

    /** Types of which 95 in 100 attempts took 100 ms or less, and none that runs takes much longer. */
    Quick quick() {
        Set<String> labels = new HashSet<>();
        long slowest = 1;
        for (Map.Entry<String, Recent> entry : byLabel.entrySet()) {
            if (entry.getValue().quick()) {
                labels.add(entry.getKey());
                slowest = Math.max(slowest, entry.getValue().usual);
            }
        }
        return new Quick(labels, labels.isEmpty() ? 0 : (int) Math.min(MOST_AHEAD, AHEAD_NANOS / slowest));
    }

    /**
     * Types that may be claimed ahead.
     *
     * @param aThread how many of them one thread gets through in 100 ms, at most 1,000; 0 when there is no such type
     */
    record Quick(Set<String> labels, int aThread) {}

    /** An attempt that runs. */
    static final class Run implements AutoCloseable {
        private final Recent recent;
        private final AttemptMeters meters;
        private final Process process;
        private final long start = System.nanoTime();

        private Run(Recent recent, AttemptMeters meters, Process process) {
            this.recent = recent;
            this.meters = meters;
            this.process = process;
            recent.running.add(this);
        }

        /** @param why why it was told to stop; null when it was not */
        void ended(AttemptEnd end, Stopped.@Nullable Why why) {
            meters.ended(process.kind(), end, why, nanos());
        }

        private long nanos() {
            return System.nanoTime() - start;
        }

        @Override
        public void close() {
            recent.running.remove(this);
            recent.add(nanos());
        }
    }

    private static final class Recent {
        private final Set<Run> running = ConcurrentHashMap.newKeySet();
        private final long[] nanos = new long[KEPT];
        private long count;
        /** What 95 in 100 do not exceed; too long while too few are known. */
        private volatile long usual = Long.MAX_VALUE;

        boolean quick() {
            return usual <= AHEAD_NANOS && running.stream().noneMatch(run -> run.nanos() > LATE_NANOS);
        }

        synchronized void add(long value) {
            nanos[(int) (count++ % KEPT)] = value;
            if (count % ENOUGH == 0) {
                int kept = (int) Math.min(count, KEPT);
                long[] sorted = Arrays.copyOf(nanos, kept);
                Arrays.sort(sorted);
                usual = sorted[kept - 1 - kept / 20];
            }
        }
    }
}
