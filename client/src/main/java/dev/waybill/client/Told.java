package dev.waybill.client;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a listener was told, however it came: each event once and in order, never an older process after a newer. */
final class Told {

    private final ProcessListener listener;
    private final Predicate<ProcessView> until;
    private @Nullable ProcessView latest;
    private long lastSeq;

    /** @param after seq of the last event that the listener has */
    Told(ProcessListener listener, Predicate<ProcessView> until, long after) {
        this.listener = listener;
        this.until = until;
        this.lastSeq = after;
    }

    long lastSeq() {
        return lastSeq;
    }

    void event(ProcessEventView event) {
        if (event.seq() > lastSeq) {
            lastSeq = event.seq();
            listener.event(event);
        }
    }

    void progress(ProcessView process) {
        ProcessView before = latest;
        if (before == null || process.version() >= before.version()) {
            latest = process;
            listener.progress(process);
        }
    }

    /** Whether the event tells of a status that no process did yet: streams leave out what an event says. */
    boolean isAheadOfTheProcess(ProcessEventView event) {
        ProcessView process = latest;
        return process != null
                && event.status() != null
                && event.seq() > process.eventSeq()
                && !event.status().equals(process.status());
    }

    /** The process with which it is enough; null while it is not, or while events of it are missing. */
    @Nullable
    ProcessView enough() {
        ProcessView process = latest;
        boolean complete = process != null && lastSeq >= process.eventSeq();
        return complete && until.test(process) ? process : null;
    }

    ProcessView ended(ProcessView process) {
        listener.ended(process);
        return process;
    }

    ProcessListener listener() {
        return listener;
    }
}
