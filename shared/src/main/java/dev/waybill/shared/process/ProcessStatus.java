package dev.waybill.shared.process;

import java.util.Locale;

/** The state machine of a process (seed process.txt; DESIGN.md section 3). */
public enum ProcessStatus {
    /** Waits for a worker. */
    PENDING,
    /** A worker is on it. */
    RUNNING,
    /** Waits for a person. */
    WAITING_REVIEW,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Whether nothing follows, except a manual retry of a failed process. */
    public boolean terminal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELLED -> true;
            case PENDING, RUNNING, WAITING_REVIEW -> false;
        };
    }

    /** Whether the state machine allows to go from this status to the next; the database asks the same. */
    public boolean mayBecome(ProcessStatus next) {
        return switch (this) {
            case PENDING -> next == RUNNING || next == CANCELLED;
            case RUNNING -> next != RUNNING;
            case WAITING_REVIEW -> next == PENDING || next == COMPLETED || next == CANCELLED;
            case FAILED -> next == PENDING;
            case COMPLETED, CANCELLED -> false;
        };
    }

    /** The word in the database and in JSON, for example {@code waiting_review}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads such a word.
     *
     * @throws IllegalArgumentException if there is no such status
     */
    public static ProcessStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
