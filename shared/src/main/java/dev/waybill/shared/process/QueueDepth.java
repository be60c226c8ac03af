package dev.waybill.shared.process;

import org.jspecify.annotations.Nullable;

/**
 * How full a queue is for one workspace; counts go to 10,000.
 *
 * @param ready processes that could start now
 * @param waiting processes that wait for a time, for children or for a slot
 * @param oldestWaitSeconds how long the oldest of the ready has waited; null when none is ready
 */
public record QueueDepth(
        String queue,
        long ready,
        long waiting,
        long running,
        @Nullable Long oldestWaitSeconds) {}
