package dev.waybill.worker.reviewpack;

import dev.waybill.shared.process.Process;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the report says of operations: all of them by number, the latest one by one. */
final class OperationTally {

    private final int most;
    private final List<Line> shown = new ArrayList<>();
    private final SortedMap<String, SortedMap<String, Long>> byTypeAndStatus = new TreeMap<>();
    private long total;
    private long items;
    private @Nullable Instant asOf;

    OperationTally(int most) {
        this.most = most;
    }

    /** An operation that is shown; without what it was given and what it made, which may be large. */
    record Line(
            long id,
            String operation,
            @Nullable String name,
            String status,
            long processed,
            long failed,
            @Nullable String reasonCode,
            @Nullable String errorMessage,
            Instant createdAt,
            @Nullable Instant finishedAt) {}

    /** The word of the seed unified-operations-runs for what an operation does, for example {@code drift.generate}. */
    static String operation(Process process) {
        Process.Kind kind = process.kind();
        if (kind.resource() != null && kind.action() != null) {
            return kind.resource() + "." + kind.action();
        }
        return kind.subtype() == null ? kind.type() : kind.type() + "." + kind.subtype();
    }

    /** Newest first. */
    void add(Process process) {
        total++;
        byTypeAndStatus
                .computeIfAbsent(operation(process), absent -> new TreeMap<>())
                .merge(process.operatorStatus().word(), 1L, Long::sum);
        Instant updatedAt = process.times().updatedAt();
        if (asOf == null || updatedAt.isAfter(asOf)) {
            asOf = updatedAt;
        }
        if (shown.size() < most) {
            shown.add(line(process));
        }
    }

    void addItems(long more) {
        items += more;
    }

    long total() {
        return total;
    }

    long items() {
        return items;
    }

    SortedMap<String, SortedMap<String, Long>> byTypeAndStatus() {
        return byTypeAndStatus;
    }

    SortedMap<String, Long> byStatus() {
        SortedMap<String, Long> statuses = new TreeMap<>();
        byTypeAndStatus.values().forEach(type -> type.forEach((word, count) -> statuses.merge(word, count, Long::sum)));
        return statuses;
    }

    List<Line> shown() {
        return shown;
    }

    /** The latest change of any of them; null when there are none. */
    @Nullable
    Instant asOf() {
        return asOf;
    }

    private static Line line(Process process) {
        return new Line(
                process.id().value(),
                operation(process),
                process.kind().name(),
                process.operatorStatus().word(),
                process.counters().processed(),
                process.counters().failed(),
                process.reasonCode(),
                process.errorMessage(),
                process.times().createdAt(),
                process.times().finishedAt());
    }
}
