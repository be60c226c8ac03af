package dev.waybill.shared.process;

import org.jspecify.annotations.Nullable;

/**
 * What a running job says of itself.
 *
 * @param step label of the current step; null leaves it
 * @param total number of items; null leaves it
 * @param event type of the event to append ({@code step}, {@code progress} or {@code note}); null appends none
 * @param message text of that event
 */
public record Report(
        @Nullable String step,
        @Nullable Long total,
        @Nullable String event,
        @Nullable String message) {

    /** Nothing new. */
    public static final Report NONE = new Report(null, null, null, null);
}
