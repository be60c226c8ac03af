package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.queue.ServedWork;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs of this worker by the label of their type. */
final class JobRegistry implements ServedWork {

    private final Map<String, Job<?>> jobs = new HashMap<>();
    private final Set<String> queues;

    /**
     * @param queues what this worker serves; empty means all
     * @throws IllegalArgumentException if two jobs run the same type
     */
    JobRegistry(Collection<? extends Job<?>> jobs, Collection<String> queues) {
        this.queues = Set.copyOf(queues);
        for (Job<?> job : jobs) {
            if (this.jobs.putIfAbsent(job.type().label(), job) != null) {
                throw new IllegalArgumentException("two jobs run " + job.type().label());
            }
        }
    }

    @Override
    public Set<String> labels() {
        return jobs.keySet();
    }

    @Override
    public Set<String> queues() {
        return queues;
    }

    Optional<Job<?>> find(String label) {
        return Optional.ofNullable(jobs.get(label));
    }
}
