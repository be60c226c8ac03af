package dev.waybill.shared.process;

/** A change that the state machine forbids; nothing was changed. */
public final class IllegalTransition extends RuntimeException {

    private final ProcessId id;
    private final ProcessStatus from;
    private final ProcessStatus to;

    public IllegalTransition(ProcessId id, ProcessStatus from, ProcessStatus to) {
        super("process " + id + " cannot go from " + from.word() + " to " + to.word());
        this.id = id;
        this.from = from;
        this.to = to;
    }

    public ProcessId id() {
        return id;
    }

    public ProcessStatus from() {
        return from;
    }

    public ProcessStatus to() {
        return to;
    }
}
