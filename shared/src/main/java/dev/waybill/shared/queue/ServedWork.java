package dev.waybill.shared.queue;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Port to what this node serves; a node without it claims no process. */
public interface ServedWork {

    /** Of a node that runs nothing. */
    ServedWork NOTHING = new ServedWork() {
        @Override
        public Set<String> labels() {
            return Set.of();
        }

        @Override
        public Set<String> queues() {
            return Set.of();
        }
    };

    /** Labels of the types whose jobs are here, for example {@code import/csv}. */
    Set<String> labels();

    /** The queues that it serves; empty means all. */
    Set<String> queues();

    /** Whether an attempt of this JobRunr job still runs here, given up or not: it must not be started beside it. */
    default boolean busyWith(@Nullable UUID jobId) {
        return false;
    }

    /** Whether it serves the queue. */
    default boolean serves(String queue) {
        return queues().isEmpty() || queues().contains(queue);
    }
}
