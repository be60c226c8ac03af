package dev.waybill.shared.process;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operator's words for a process, computed here and nowhere else (seeds unified-operations-runs, auto-refresh). */
public enum OperatorStatus {
    QUEUED,
    RUNNING,
    WAITING_REVIEW,
    SUCCEEDED,
    PARTIAL,
    FAILED,
    CANCELLED;

    /**
     * The word for a status and its outcome.
     *
     * @param outcome null unless the status is terminal
     */
    public static OperatorStatus of(ProcessStatus status, @Nullable Outcome outcome) {
        return switch (status) {
            case PENDING -> QUEUED;
            case RUNNING -> RUNNING;
            case WAITING_REVIEW -> WAITING_REVIEW;
            case COMPLETED -> outcome == Outcome.PARTIALLY_SUCCEEDED ? PARTIAL : SUCCEEDED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }

    /** The outcomes and statuses that make up this word, as stored: {@code status} or {@code status:outcome}. */
    List<String> stored() {
        return switch (this) {
            case QUEUED -> List.of("pending");
            case SUCCEEDED -> List.of("completed:succeeded");
            case PARTIAL -> List.of("completed:partially_succeeded");
            case RUNNING, WAITING_REVIEW, FAILED, CANCELLED -> List.of(word());
        };
    }

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads such a word. */
    public static OperatorStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
