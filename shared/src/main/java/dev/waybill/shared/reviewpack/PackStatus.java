package dev.waybill.shared.reviewpack;

import java.util.Locale;

/** The seed's statuses of a pack, always computed from its process and its file. */
public enum PackStatus {
    /** Its process waits, for the first time or after a failed attempt. */
    QUEUED,
    /** Its process runs. */
    GENERATING,
    /** Its file can be read. */
    READY,
    /** Its process failed or was cancelled. */
    FAILED,
    /** Its file has come to its end. */
    EXPIRED;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PackStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
