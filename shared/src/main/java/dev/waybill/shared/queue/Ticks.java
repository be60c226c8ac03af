package dev.waybill.shared.queue;

import java.time.Instant;

/** Port to who knows what a schedule runs. */
public interface Ticks {

    /**
     * A schedule is due. May be called some seconds before, long after, and more than once with the same time.
     *
     * @param schedule its name
     */
    void tick(String schedule, Instant due);
}
