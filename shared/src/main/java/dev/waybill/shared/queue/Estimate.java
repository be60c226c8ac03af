package dev.waybill.shared.queue;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.QueuePlaces;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guesses when a process will be done; in whole seconds, coarser the further away. */
final class Estimate {

    private Estimate() {}

    /** Of one that waits for its turn: those before it end as often as the last ones did. */
    static @Nullable Instant ofTurn(long place, List<QueuePlaces.Earlier> history, Instant now) {
        if (history.size() < 2) {
            return null;
        }
        Duration span = Duration.between(
                history.getLast().finishedAt(), history.getFirst().finishedAt());
        Duration between = span.dividedBy(history.size() - 1);
        return coarse(between.multipliedBy(place - 1).plusMillis(median(history)), now);
    }

    /** Of one that runs and says how many items it has. */
    static @Nullable Instant ofItems(Process process, Instant now) {
        Process.Counters counters = process.counters();
        Instant attemptStarted = process.times().attemptStartedAt();
        if (counters.total() == null || counters.processed() == 0 || attemptStarted == null) {
            return null;
        }
        long spent = process.times().executionMs()
                + Duration.between(attemptStarted, now).toMillis();
        long left = Math.max(0, counters.total() - counters.processed());
        return coarse(Duration.ofMillis(spent / counters.processed() * left), now);
    }

    /** Of one that runs: it takes as long as others did. */
    static @Nullable Instant ofRun(Process process, List<QueuePlaces.Earlier> history, Instant now) {
        Instant attemptStarted = process.times().attemptStartedAt();
        if (history.isEmpty() || attemptStarted == null) {
            return null;
        }
        Duration left = Duration.ofMillis(median(history)).minus(Duration.between(attemptStarted, now));
        return left.isNegative() ? null : coarse(left, now);
    }

    private static long median(List<QueuePlaces.Earlier> history) {
        long[] sorted = history.stream()
                .mapToLong(QueuePlaces.Earlier::executionMs)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /** A guess that changes with every look would be news every time. */
    private static Instant coarse(Duration left, Instant now) {
        long step =
                left.compareTo(Duration.ofMinutes(1)) < 0 ? 5 : left.compareTo(Duration.ofMinutes(10)) < 0 ? 30 : 60;
        long second = now.plus(left).truncatedTo(ChronoUnit.SECONDS).getEpochSecond();
        return Instant.ofEpochSecond((second / step + 1) * step);
    }
}
