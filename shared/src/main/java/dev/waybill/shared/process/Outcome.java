package dev.waybill.shared.process;

import java.util.Locale;

/** How a process ended; set exactly when its status is terminal. */
public enum Outcome {
    SUCCEEDED,
    /** It finished, but some items failed. */
    PARTIALLY_SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads such a word. */
    public static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
