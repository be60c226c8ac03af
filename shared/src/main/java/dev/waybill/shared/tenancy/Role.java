package dev.waybill.shared.tenancy;

import java.util.Locale;

/** What somebody may do in a workspace; each role may do what those before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Starts, cancels, retries and decides. What a handler does for its process is done as an operator. */
    OPERATOR,
    /** Manages keys, queues and members. */
    ADMIN;

    /** As the database and the API spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it includes the other. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
