package dev.waybill.api.queues;

import dev.waybill.shared.process.QueueDepth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue as a workspace sees it; counts go to 10,000.
 *
 * @param ready processes that could start now
 * @param waiting processes that wait for a time, for children or for a slot of their concurrency key
 * @param oldestWaitSeconds how long the oldest of the ready has waited; null when none is ready
 * @param workers workers that live and serve it
 * @param controls what holds it back
 */
record QueueView(
        String queue,
        long ready,
        long waiting,
        long running,
        @Nullable Long oldestWaitSeconds,
        long workers,
        List<ControlView> controls) {

    static QueueView of(QueueDepth depth, long workers, List<ControlView> controls) {
        return new QueueView(
                depth.queue(),
                depth.ready(),
                depth.waiting(),
                depth.running(),
                depth.oldestWaitSeconds(),
                workers,
                controls);
    }
}
