package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Job;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs of this worker by the label of their type. */
final class JobRegistry {

    private final Map<String, Job<?>> jobs = new HashMap<>();

    /**
     * @throws IllegalArgumentException if two jobs run the same type
     */
    JobRegistry(Collection<? extends Job<?>> jobs) {
        for (Job<?> job : jobs) {
            if (this.jobs.putIfAbsent(job.type().label(), job) != null) {
                throw new IllegalArgumentException("two jobs run " + job.type().label());
            }
        }
    }

    Set<String> labels() {
        return jobs.keySet();
    }

    Optional<Job<?>> find(String label) {
        return Optional.ofNullable(jobs.get(label));
    }
}
