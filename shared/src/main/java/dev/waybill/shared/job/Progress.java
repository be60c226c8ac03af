package dev.waybill.shared.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A running job's way to its process: what it does now, how far it is, what became of its items, and whether it should
 * stop. Every method throws {@link Stopped} once the attempt must end. For the job's own thread.
 */
public interface Progress {

    /** The process that is running. */
    long processId();

    /** The workspace that it belongs to. */
    long workspaceId();

    /** The attempt that is running, from 1. */
    int attempt();

    /** Names what happens now, for people; kept at most four times a second, the last one always. */
    void step(String label);

    /** Says how many items there are; what is unknown stays unsaid. */
    void total(long items);

    /** Adds a line for people to the process's log, kept at once. */
    void note(String message);

    /** Where the last committed chunk left off, as it was given; empty at the first start. */
    Optional<JsonNode> checkpoint();

    /** Ends the attempt if it was cancelled, timed out, or lost its lease. Cheap: call it often in long loops. */
    void throwIfStopped();

    /**
     * Has the abort called as soon as the attempt must end, until the registration is closed: for what blocks without
     * reaching a checkpoint, such as an HTTP call. The abort runs on another thread, at most once, and must not block.
     */
    AbortRegistration abortOnStop(Runnable abort);

    /** After {@link #close()} the abort is neither running nor called any more. */
    interface AbortRegistration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Runs effects, item results, checkpoint, counters and header in one transaction under the lease, so that a crash
     * repeats nothing and skips nothing. An exception out of the work rolls all of it back.
     */
    void chunk(ChunkWork work) throws Exception;

    /** The effects of a chunk. */
    @FunctionalInterface
    interface ChunkWork {
        /**
         * @param tx the transaction's database access, in the process's workspace; any bean that uses the same
         *     DataSource takes part too
         */
        ChunkResult run(JdbcClient tx) throws Exception;
    }
}
