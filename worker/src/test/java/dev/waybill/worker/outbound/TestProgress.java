package dev.waybill.worker.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The progress of a job that is no process: it can be stopped, and its steps are kept. */
public class TestProgress implements Progress {

    private final Set<Runnable> aborts = ConcurrentHashMap.newKeySet();
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /** Stops the job as a cancellation does. */
    public void stop() {
        stopped = true;
        aborts.forEach(Runnable::run);
    }

    public List<String> steps() {
        return new ArrayList<>(steps);
    }

    /** How many aborts are registered now. */
    public int aborts() {
        return aborts.size();
    }

    @Override
    public long processId() {
        return 7;
    }

    @Override
    public long workspaceId() {
        return 1;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void step(String label) {
        throwIfStopped();
        steps.add(label);
    }

    @Override
    public void total(long items) {}

    @Override
    public void note(String message) {}

    @Override
    public Optional<JsonNode> checkpoint() {
        return Optional.empty();
    }

    @Override
    public void throwIfStopped() {
        if (stopped) {
            throw new Stopped(Stopped.Why.CANCELLED);
        }
    }

    @Override
    public AbortRegistration abortOnStop(Runnable abort) {
        throwIfStopped();
        aborts.add(abort);
        return () -> aborts.remove(abort);
    }

    @Override
    public void chunk(ChunkWork work) throws Exception {
        throw new UnsupportedOperationException("no process, no chunk");
    }
}
