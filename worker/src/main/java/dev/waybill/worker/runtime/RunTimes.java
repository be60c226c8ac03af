package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.queue.AttemptEnd;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How long the attempts of each type took here of late. */
final class RunTimes {

    private static final int KEPT = 32;
    private static final int ENOUGH = 8;
    private static final long QUICK_NANOS = Duration.ofMillis(50).toNanos();
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

    /** Types of which 95 in 100 attempts took less than 50 ms, and none that runs takes much longer. */
    Set<String> quick() {
        return byLabel.entrySet().stream()
                .filter(entry -> entry.getValue().quick())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

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
        private volatile boolean mostAreQuick;

        boolean quick() {
            return mostAreQuick && running.stream().noneMatch(run -> run.nanos() > LATE_NANOS);
        }

        synchronized void add(long value) {
            nanos[(int) (count++ % KEPT)] = value;
            int kept = (int) Math.min(count, KEPT);
            long slow = Arrays.stream(nanos, 0, kept)
                    .filter(one -> one >= QUICK_NANOS)
                    .count();
            mostAreQuick = count >= ENOUGH && slow * 20 <= kept;
        }
    }
}
