package dev.waybill.shared.queue;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import java.util.Optional;
import java.util.UUID;

/** Port to what runs a claimed process: the worker's runtime. */
public interface ProcessExecution {

    /**
     * Runs the attempt to its end on the calling thread.
     *
     * @param claimed the process, if it was claimed just now; else it has to be read
     * @param lease the fencing token that the claim was given
     * @return how it ended, for the provider to record with JobRunr's own row
     * @throws LeaseLost if the process is no longer this claim's: nothing may be recorded
     */
    AttemptEnd run(ProcessId id, Optional<Process> claimed, UUID jobId, long lease) throws LeaseLost;

    /** Whoever runs this JobRunr job under the lease has lost it and must stop; does nothing if nobody here does. */
    void lost(UUID jobId, long lease);

    /** The attempt's process belongs to another claim by now. */
    final class LeaseLost extends Exception {
        public LeaseLost(ProcessId id) {
            super("process " + id + " belongs to another claim", null, false, false);
        }
    }
}
