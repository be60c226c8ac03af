package dev.waybill.api.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.notification.Notification;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification as the API shows it: docs/notifications.md says what its payload holds.
 *
 * @param href path of the run or the webhook that it tells of
 * @param serverTime when it was read, by the server's clock
 */
record NotificationView(
        long id,
        String kind,
        @Nullable Long processId,
        JsonNode payload,
        String href,
        @Nullable Instant readAt,
        Instant createdAt,
        Instant serverTime) {

    static NotificationView of(Notification notification, Instant now) {
        Long process = notification.processId();
        String href = process == null
                ? "/api/webhooks/" + notification.payload().path("webhook_id").asLong()
                : "/api/operations/" + process;
        return new NotificationView(
                notification.id(),
                notification.kind(),
                process,
                notification.payload(),
                href,
                notification.readAt(),
                notification.createdAt(),
                now);
    }
}
