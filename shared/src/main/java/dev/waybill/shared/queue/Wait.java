package dev.waybill.shared.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a pending process does not run yet.
 *
 * @param reason {@code scheduled}, {@code backoff} or {@code deferred} (until a time), {@code children},
 *     {@code concurrency_key}, {@code paused}, {@code no_worker}, {@code limit}, or {@code queue}: its turn will come
 * @param place about which place it has among those of its type and workspace, from 1; null unless it waits for its turn
 * @param until when it may start; null unless it waits for a time
 * @param control what holds it back; null unless it is paused or limited
 * @param count children that have not ended, or slots that are held; null when neither is waited for
 */
public record Wait(
        String reason,
        @Nullable Long place,
        @Nullable Instant until,
        @Nullable Control control,
        @Nullable Long count) {

    static Wait of(String reason) {
        return new Wait(reason, null, null, null, null);
    }

    static Wait until(String reason, Instant time) {
        return new Wait(reason, null, time, null, null);
    }

    static Wait heldBy(String reason, Control control) {
        return new Wait(reason, null, null, control, null);
    }

    static Wait counted(String reason, long count) {
        return new Wait(reason, null, null, null, count);
    }

    static Wait inTurn(long place) {
        return new Wait("queue", place, null, null, null);
    }
}
