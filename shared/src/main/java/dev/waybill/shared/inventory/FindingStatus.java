package dev.waybill.shared.inventory;

import java.util.Locale;

/** What a finding is to people. */
public enum FindingStatus {
    /** It is there, and nobody has acknowledged it. */
    NEW,
    /** It is there, and somebody knows. */
    ACKNOWLEDGED,
    /** The last comparison did not find it any more. */
    RESOLVED;

    /** As it is stored and shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FindingStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
