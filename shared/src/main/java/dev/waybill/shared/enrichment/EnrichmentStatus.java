package dev.waybill.shared.enrichment;

import java.util.Arrays;
import java.util.Locale;

/** What is with a record of an enrichment. */
public enum EnrichmentStatus {
    /** The model was not asked about it yet. */
    SELECTED,
    /** There is a suggestion that nobody has decided on. */
    PENDING_REVIEW,
    APPROVED,
    REJECTED,
    /** The suggestion is written. */
    APPLIED,
    /** The record changed after it was read, so nothing was written. */
    STALE,
    /** There is no suggestion, for a reason. */
    FAILED,
    /** Nothing would change, or the model was never asked. */
    SKIPPED;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EnrichmentStatus of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no status of an enrichment's item: " + word));
    }
}
