package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.Progress;
import java.util.Optional;
import java.util.Queue;

/** The progress of a call beside the job's own thread: it can be stopped, and what it notes the job says later. */
record PortionProgress(Progress job, Queue<String> notes) implements Progress {

    @Override
    public long processId() {
        return job.processId();
    }

    @Override
    public long workspaceId() {
        return job.workspaceId();
    }

    @Override
    public int attempt() {
        return job.attempt();
    }

    @Override
    public void step(String label) {
        notes.add(label);
    }

    @Override
    public void total(long items) {
        throw new UnsupportedOperationException("a call does not know the total");
    }

    @Override
    public void note(String message) {
        notes.add(message);
    }

    @Override
    public Optional<JsonNode> checkpoint() {
        return job.checkpoint();
    }

    @Override
    public void throwIfStopped() {
        job.throwIfStopped();
    }

    @Override
    public AbortRegistration abortOnStop(Runnable abort) {
        return job.abortOnStop(abort);
    }

    @Override
    public void chunk(ChunkWork work) {
        throw new UnsupportedOperationException("only the job's own thread writes chunks");
    }
}
