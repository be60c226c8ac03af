package dev.waybill.worker.locations;

import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.locations.ImportOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of the items so far: the checkpoint of an import.
 *
 * @param existing of those imported, the ones whose location was there already
 * @param failures the first of the failed
 */
record ApplyTally(long imported, long existing, long failed, List<Failure> failures) {

    static final ApplyTally NOTHING = new ApplyTally(0, 0, 0, List.of());

    private static final int MOST_FAILURES = 100;

    ApplyTally {
        failures = List.copyOf(failures);
    }

    long items() {
        return imported + failed;
    }

    ApplyTally plus(List<Written> written) {
        long newImported = imported;
        long newExisting = existing;
        List<Failure> newFailures = new ArrayList<>(failures);
        for (Written one : written) {
            switch (one.outcome()) {
                case ImportOutcome.Imported done -> {
                    newImported++;
                    newExisting += done.existing() ? 1 : 0;
                }
                case ImportOutcome.Failed bad -> {
                    if (newFailures.size() < MOST_FAILURES) {
                        newFailures.add(Failure.ofItem(Long.toString(bad.itemId()), bad.code(), bad.message()));
                    }
                }
            }
        }
        return new ApplyTally(
                newImported, newExisting, failed + written.size() - (newImported - imported), newFailures);
    }

    /** The results of the items that come next. */
    List<ItemResult> results(List<Written> written) {
        List<ItemResult> results = new ArrayList<>(written.size());
        for (Written one : written) {
            results.add(one.result(items() + results.size()));
        }
        return results;
    }

    Map<String, Object> summary(long batchId) {
        return Map.of(
                "batch_id", batchId,
                "imported", imported,
                "created", imported - existing,
                "existing", existing,
                "failed", failed);
    }
}
