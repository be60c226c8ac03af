package dev.waybill.worker.locations;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.locations.CheckedLocation;
import dev.waybill.shared.locations.LocationChange;
import dev.waybill.shared.locations.LocationDraft;
import dev.waybill.shared.locations.LocationDuplicates;
import dev.waybill.shared.locations.LocationIdentity;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationMatch;
import dev.waybill.shared.locations.LocationRules;
import dev.waybill.shared.locations.Locations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes locations of approved drafts. A draft that is certainly a location which is there already, or the same as another
 * of the chunk, is written to that one, and only where it is empty. One that the database refuses does not stop the others.
 */
final class DraftWriter {

    private final Locations locations;
    private final LocationDuplicates duplicates;
    private final TransactionOperations savepoints;

    /** @param savepoints runs work so that the transaction survives its failure */
    DraftWriter(Locations locations, LocationDuplicates duplicates, TransactionOperations savepoints) {
        this.locations = locations;
        this.duplicates = duplicates;
        this.savepoints = savepoints;
    }

    /** @return what became of each item, in their order */
    List<Written> write(JdbcClient tx, Progress progress, List<LocationItem> items) {
        Map<Long, Written> written = new LinkedHashMap<>();
        List<LocationItem> valid = new ArrayList<>();
        List<LocationDraft> drafts = new ArrayList<>();
        for (LocationItem item : items) {
            CheckedLocation checked = LocationRules.check(item.payload());
            if (checked.valid()) {
                valid.add(item);
                drafts.add(checked.draft());
            } else {
                String reason = checked.errors().getFirst().message();
                written.put(item.id(), Written.failed(item, "item_invalid", reason));
            }
        }
        Map<String, Target> targets = targets(tx, progress, valid, drafts);
        store(tx, progress, List.copyOf(targets.values()));
        targets.values().forEach(target -> target.tell(written));
        return items.stream()
                .map(item -> Objects.requireNonNull(written.get(item.id())))
                .toList();
    }

    /** By key, so that rows are locked in the order in which everybody locks them. */
    private Map<String, Target> targets(
            JdbcClient tx, Progress progress, List<LocationItem> items, List<LocationDraft> drafts) {
        List<List<LocationMatch>> matches = duplicates.find(tx, progress.workspaceId(), drafts);
        Map<String, Target> targets = new TreeMap<>(Comparator.naturalOrder());
        for (int number = 0; number < items.size(); number++) {
            LocationDraft draft = drafts.get(number);
            Target same = matches.get(number).stream().anyMatch(LocationMatch::certain)
                    ? null
                    : targets.values().stream()
                            .filter(target -> LocationDuplicates.same(draft, target.keyed.draft()))
                            .findFirst()
                            .orElse(null);
            LocationIdentity identity = same == null ? identity(draft, matches.get(number)) : same.keyed.identity();
            targets.computeIfAbsent(identity.key(), key -> new Target(new Locations.Keyed(identity, draft)))
                    .items
                    .add(items.get(number));
        }
        return targets;
    }

    private static LocationIdentity identity(LocationDraft draft, List<LocationMatch> matches) {
        return matches.stream()
                .filter(LocationMatch::certain)
                .map(LocationMatch::identity)
                .findFirst()
                .orElseGet(draft::identity);
    }

    private void store(JdbcClient tx, Progress progress, List<Target> targets) {
        if (stored(tx, progress, targets)) {
            return;
        }
        for (Target target : targets) {
            progress.throwIfStopped();
            stored(tx, progress, List.of(target));
        }
    }

    /** Whether the database took all of them; if not, it is as before. */
    private boolean stored(JdbcClient tx, Progress progress, List<Target> targets) {
        List<Locations.Keyed> drafts =
                targets.stream().map(target -> target.keyed).toList();
        Supplier<List<LocationChange>> fill =
                () -> locations.fill(tx, progress.workspaceId(), progress.processId(), drafts);
        try {
            List<LocationChange> changes = Objects.requireNonNull(savepoints.execute(status -> fill.get()));
            for (int number = 0; number < targets.size(); number++) {
                targets.get(number).change = changes.get(number);
            }
            return true;
        } catch (DataIntegrityViolationException refused) {
            return false;
        }
    }

    /** A location that is going to be written, and the items that become it. */
    private static final class Target {
        private final Locations.Keyed keyed;
        private final List<LocationItem> items = new ArrayList<>();
        private @Nullable LocationChange change;

        Target(Locations.Keyed keyed) {
            this.keyed = keyed;
        }

        void tell(Map<Long, Written> written) {
            LocationChange done = change;
            Set<Long> seen = new HashSet<>();
            for (LocationItem item : items) {
                if (done == null) {
                    written.put(item.id(), Written.failed(item, "location_refused", "It cannot be stored"));
                } else {
                    long id = Objects.requireNonNull(done.locationId());
                    boolean first = seen.isEmpty();
                    boolean existing = !first || done.kind() != LocationChange.Kind.INSERTED;
                    written.put(item.id(), Written.imported(item, id, existing, first ? done : null));
                }
                seen.add(item.id());
            }
        }
    }
}
