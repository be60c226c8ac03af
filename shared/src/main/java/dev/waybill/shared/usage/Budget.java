package dev.waybill.shared.usage;

import java.util.Locale;

/** What a budget bounds. */
public enum Budget {
    /** The calls of one process. */
    PROCESS,
    /** The calls of a workspace in one month, UTC. */
    MONTH;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
