package dev.waybill.shared.locations;

import java.util.Locale;

/** The seed's statuses of a draft. */
public enum ItemStatus {
    /** Nobody has decided yet. */
    PENDING_REVIEW,
    /** It becomes a location with the next import. */
    APPROVED,
    REJECTED,
    /** It is a location. */
    IMPORTED,
    /** It could not become one; it may be corrected and approved once more. */
    FAILED;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads such a word.
     *
     * @throws IllegalArgumentException if there is no such status
     */
    public static ItemStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
