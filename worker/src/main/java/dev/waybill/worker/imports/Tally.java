package dev.waybill.worker.imports;

import dev.waybill.shared.job.Failure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of the rows so far; part of the checkpoint, so that it is right after a crash too.
 *
 * @param aside rows that are no product of their own
 * @param failed rows that failed, by error code
 * @param failures the first of them, at most {@value #MOST_FAILURES}
 */
record Tally(
        long inserted, long updated, long unchanged, long aside, Map<String, Long> failed, List<Failure> failures) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0, Map.of(), List.of());

    private static final int MOST_FAILURES = 100;

    Tally {
        failed = Map.copyOf(failed);
        failures = List.copyOf(failures);
    }

    long failedRows() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    long doneRows() {
        return inserted + updated + unchanged;
    }

    Tally plus(Tally other) {
        Map<String, Long> codes = new TreeMap<>(failed);
        other.failed.forEach((code, count) -> codes.merge(code, count, Long::sum));
        return new Tally(
                inserted + other.inserted,
                updated + other.updated,
                unchanged + other.unchanged,
                aside + other.aside,
                codes,
                Stream.concat(failures.stream(), other.failures.stream())
                        .limit(MOST_FAILURES)
                        .toList());
    }

    /** The error codes, the most frequent first, for example {@code price_negative (2), name_missing (1)}. */
    String codes() {
        return failed.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(5)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
