package dev.waybill.shared.inventory;

import java.util.Locale;

/** In which way a subject differs between two runs. */
public enum Change {
    ADDED,
    REMOVED,
    CHANGED;

    /** As it is stored and shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it is none */
    public static Change of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
