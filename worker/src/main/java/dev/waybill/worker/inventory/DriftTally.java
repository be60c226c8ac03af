package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.Change;
import dev.waybill.shared.inventory.DriftFindings;

/**
 * What a comparison has found so far; part of the checkpoint, so that it is right after a crash too.
 *
 * @param ignored subjects that differ in nothing that counts
 * @param created findings that are new
 * @param returned findings that had been resolved, and are new again
 * @param persisting findings that were there
 * @param resolved findings whose drift is gone
 */
record DriftTally(
        long added,
        long removed,
        long changed,
        long ignored,
        long created,
        long returned,
        long persisting,
        long resolved) {

    static final DriftTally NOTHING = new DriftTally(0, 0, 0, 0, 0, 0, 0, 0);

    DriftTally plus(Change change) {
        return switch (change) {
            case ADDED -> new DriftTally(added + 1, removed, changed, ignored, created, returned, persisting, resolved);
            case REMOVED ->
                new DriftTally(added, removed + 1, changed, ignored, created, returned, persisting, resolved);
            case CHANGED ->
                new DriftTally(added, removed, changed + 1, ignored, created, returned, persisting, resolved);
        };
    }

    DriftTally plusIgnored() {
        return new DriftTally(added, removed, changed, ignored + 1, created, returned, persisting, resolved);
    }

    DriftTally plus(DriftFindings.Seen seen) {
        return new DriftTally(
                added,
                removed,
                changed,
                ignored,
                created + seen.created(),
                returned + seen.returned(),
                persisting + seen.persisting(),
                resolved);
    }

    DriftTally plusResolved(int more) {
        return new DriftTally(added, removed, changed, ignored, created, returned, persisting, resolved + more);
    }
}
