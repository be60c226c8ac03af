package dev.waybill.worker.inventory;

import dev.waybill.shared.job.Failure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of the records so far; part of the checkpoint, so that it is right after a crash too.
 *
 * @param failed records that are no subject, by error code
 * @param failures the first of them, at most {@value #MOST_FAILURES}
 */
record SyncTally(long subjects, Map<String, Long> failed, List<Failure> failures) {

    static final SyncTally NOTHING = new SyncTally(0, Map.of(), List.of());

    private static final int MOST_FAILURES = 100;

    SyncTally {
        failed = Map.copyOf(failed);
        failures = List.copyOf(failures);
    }

    long failedRecords() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    SyncTally plus(SyncTally other) {
        Map<String, Long> codes = new TreeMap<>(failed);
        other.failed.forEach((code, count) -> codes.merge(code, count, Long::sum));
        return new SyncTally(
                subjects + other.subjects,
                codes,
                Stream.concat(failures.stream(), other.failures.stream())
                        .limit(MOST_FAILURES)
                        .toList());
    }

    /** The error codes, the most frequent first, for example {@code duplicate_subject (2), json_malformed (1)}. */
    String codes() {
        return failed.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(5)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
