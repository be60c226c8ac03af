package dev.waybill.worker.locations;

import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.locations.CheckedLocation;
import dev.waybill.shared.locations.LocationDraft;
import dev.waybill.shared.locations.LocationDuplicates;
import dev.waybill.shared.locations.LocationMatch;
import dev.waybill.shared.locations.LocationProblem;
import dev.waybill.shared.locations.LocationRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is to be said of drafts: by the rules of locations, and as duplicates of stored ones and of each other. */
final class DraftChecks {

    private final LocationDuplicates duplicates;

    DraftChecks(LocationDuplicates duplicates) {
        this.duplicates = duplicates;
    }

    /** @param before drafts of the same batch that are stored */
    List<CheckedLocation> check(JdbcClient tx, long workspaceId, List<LocationDraft> before, List<ModelDraft> portion) {
        List<CheckedLocation> checked = portion.stream()
                .map(draft -> LocationRules.check(draft.enriched()).with(draft.warnings()))
                .toList();
        List<List<LocationMatch>> stored = duplicates.find(
                tx, workspaceId, checked.stream().map(CheckedLocation::draft).toList());
        List<LocationDraft> earlier = new ArrayList<>(before);
        List<CheckedLocation> all = new ArrayList<>();
        for (int index = 0; index < checked.size(); index++) {
            LocationDraft draft = checked.get(index).draft();
            List<String> warnings = new ArrayList<>(repetition(draft, earlier));
            stored.get(index).forEach(match -> warnings.add(match.warning()));
            all.add(checked.get(index).with(warnings));
            earlier.add(draft);
        }
        return all;
    }

    /** @param first the index of the first of them in its batch */
    static List<ItemResult> results(int first, List<CheckedLocation> checked) {
        List<ItemResult> results = new ArrayList<>();
        for (CheckedLocation one : checked) {
            long index = (long) first + results.size();
            results.add(new ItemResult(
                    index, one.draft().name(), null, ItemResult.Status.SUCCESS, message(one), null, null, null));
        }
        return results;
    }

    private static String message(CheckedLocation checked) {
        return checked.valid()
                ? "Drafted, %s confidence.".formatted(checked.confidence().word())
                : "Drafted, to be corrected: %s."
                        .formatted(checked.errors().stream()
                                .map(LocationProblem::code)
                                .distinct()
                                .collect(Collectors.joining(", ")));
    }

    private static List<String> repetition(LocationDraft draft, List<LocationDraft> earlier) {
        for (int index = 0; index < earlier.size(); index++) {
            if (LocationDuplicates.same(draft, earlier.get(index))) {
                return List.of("duplicate of draft " + (index + 1) + " of this batch");
            }
        }
        return List.of();
    }
}
