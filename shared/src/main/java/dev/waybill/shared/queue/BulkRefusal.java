package dev.waybill.shared.queue;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why none of many submissions was taken in. */
public final class BulkRefusal extends RuntimeException {

    private final transient SortedMap<Integer, Refusal> refusals;

    BulkRefusal(SortedMap<Integer, Refusal> refusals) {
        super(refusals.size() + " submissions were refused");
        this.refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
    }

    /** By the place among the submissions, from 0; at least one. */
    public SortedMap<Integer, Refusal> refusals() {
        return refusals;
    }
}
