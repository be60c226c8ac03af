package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;

/** A save of a JobRunr job that its process may not follow; neither side was changed. */
public final class RefusedByLedger extends RuntimeException {

    private final ProcessId id;

    RefusedByLedger(ProcessId id, String why) {
        super("process " + id + ": " + why);
        this.id = id;
    }

    public ProcessId id() {
        return id;
    }
}
