package dev.waybill.api.stream;

import java.io.IOException;

/** What is sent to one client, on a thread of its own. */
interface LiveStream {

    /**
     * Writes until there is nothing more to come, its time is over or {@link #close} is called.
     *
     * @return whether nothing more will come
     * @throws IOException when the client is gone
     */
    boolean run(EventWriter writer, Rhythm rhythm) throws IOException, InterruptedException;

    /** Makes {@link #run} return soon; from any thread. */
    void close();
}
