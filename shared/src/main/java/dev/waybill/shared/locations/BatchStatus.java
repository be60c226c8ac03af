package dev.waybill.shared.locations;

import java.util.Locale;

/** The seed's statuses of a batch. */
public enum BatchStatus {
    /** Drafts are being generated, or wait for review or approval. */
    DRAFT,
    /** Nothing is left to be reviewed or imported. */
    IMPORTED,
    /** It was given up; its processes are cancelled. */
    DISCARDED;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BatchStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
