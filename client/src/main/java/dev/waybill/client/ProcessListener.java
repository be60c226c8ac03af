package dev.waybill.client;

import java.time.Duration;

/** Hears what happens to a process, on the thread that called {@link WaybillClient#stream}; a throw ends the stream. */
public interface ProcessListener {

    /** A new line of the log: each exactly once, in order. */
    default void event(ProcessEventView event) {}

    /** The process as it is now, between events; may run ahead of the last event. */
    default void progress(ProcessView process) {}

    /** The process as it ended; the last call. */
    default void ended(ProcessView process) {}

    /**
     * The connection ended before the process did; it is made again after the pause. Servers end it every 25 s by
     * design.
     */
    default void reconnecting(Duration pause) {}
}
