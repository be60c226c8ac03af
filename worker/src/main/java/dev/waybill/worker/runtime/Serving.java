package dev.waybill.worker.runtime;

import dev.waybill.shared.queue.ServedWork;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this worker takes on. */
final class Serving implements ServedWork {

    private final JobRegistry jobs;
    private final Set<String> queues;
    private final RunningProcesses running;

    Serving(JobRegistry jobs, Set<String> queues, RunningProcesses running) {
        this.jobs = jobs;
        this.queues = queues;
        this.running = running;
    }

    @Override
    public Set<String> labels() {
        return jobs.labels();
    }

    @Override
    public Set<String> queues() {
        return queues;
    }

    @Override
    public boolean busyWith(@Nullable UUID jobId) {
        return jobId != null && running.runs(jobId);
    }
}
