package dev.waybill.worker.ai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The progress of a job that only asks, and can be stopped. */
public final class LoneProgress implements Progress {

    public final List<String> notes = new ArrayList<>();
    private final List<Runnable> aborts = new CopyOnWriteArrayList<>();
    private volatile Stopped.@Nullable Why why;

    /** Tells it to stop, as a cancel would. */
    public void stop() {
        why = Stopped.Why.CANCELLED;
        aborts.forEach(Runnable::run);
    }

    /** Whether a call is under way that a stop would abort. */
    public boolean blocks() {
        return !aborts.isEmpty();
    }

    @Override
    public long processId() {
        return 1;
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
    public void step(String label) {}

    @Override
    public void total(long items) {}

    @Override
    public void note(String message) {
        notes.add(message);
    }

    @Override
    public Optional<JsonNode> checkpoint() {
        return Optional.empty();
    }

    @Override
    public void throwIfStopped() {
        Stopped.Why reason = why;
        if (reason != null) {
            throw new Stopped(reason);
        }
    }

    @Override
    public AbortRegistration abortOnStop(Runnable abort) {
        throwIfStopped();
        aborts.add(abort);
        return () -> aborts.remove(abort);
    }

    @Override
    public void chunk(ChunkWork work) {
        throw new UnsupportedOperationException("it only asks");
    }
}
