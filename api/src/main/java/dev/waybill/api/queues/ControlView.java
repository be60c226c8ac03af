package dev.waybill.api.queues;

import dev.waybill.shared.queue.Control;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an operator holds back, as the API shows it. */
record ControlView(
        String scope,
        String name,
        boolean paused,
        @Nullable Instant pausedAt,
        @Nullable Long pausedBy,
        @Nullable String reason,
        @Nullable Integer maxRunning) {

    static ControlView of(Control control) {
        return new ControlView(
                control.scope().word(),
                control.name(),
                control.pausedAt() != null,
                control.pausedAt(),
                control.pausedBy(),
                control.reason(),
                control.maxRunning());
    }
}
