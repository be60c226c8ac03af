package dev.waybill.shared.amendment;

/** What became of an amendment. */
public enum Amended {
    /** The columns are as they were wanted now. */
    DONE,
    /** They were so already. */
    ALREADY,
    /** One of them is neither as expected nor as wanted: nothing was written. */
    STALE,
    /** There is no such record. */
    GONE
}
