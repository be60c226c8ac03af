package dev.waybill.shared.queue;

/** What JobRunr gets to see of an attempt that did not succeed: its reason code, no stack, no message of the job's. */
final class AttemptFailed extends RuntimeException {

    AttemptFailed(String reasonCode) {
        super(reasonCode, null, false, false);
    }
}
