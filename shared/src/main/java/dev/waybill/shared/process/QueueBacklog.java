package dev.waybill.shared.process;

import java.time.Duration;

/**
 * How many processes of a type are in a queue, over all workspaces.
 *
 * @param label {@code type/subtype}
 * @param ready could start now
 * @param waiting wait for a time, for children or for a slot
 * @param oldestWait how long the oldest of the ready has waited; zero when none is
 */
public record QueueBacklog(String queue, String label, long ready, long waiting, long running, Duration oldestWait) {

    /** Nothing of it. */
    public static QueueBacklog none(String queue, String label) {
        return new QueueBacklog(queue, label, 0, 0, 0, Duration.ZERO);
    }
}
