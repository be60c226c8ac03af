package dev.waybill.shared.locations;

import java.util.Locale;

/** How far a draft can be trusted: the seed's three scores. */
public enum Confidence {
    HIGH,
    MEDIUM,
    LOW;

    private static final int CORE_FIELDS_FOR_HIGH = 6;
    private static final int WARNINGS_FOR_HIGH = 1;

    /** Low with any error; high with six core fields or more and one warning at most; else medium. */
    static Confidence of(LocationDraft draft, int warnings, int errors) {
        if (errors > 0) {
            return LOW;
        }
        return draft.coreFields() >= CORE_FIELDS_FOR_HIGH && warnings <= WARNINGS_FOR_HIGH ? HIGH : MEDIUM;
    }

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
