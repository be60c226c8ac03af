package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the caller was told (docs/notifications.md). */
public final class Notifications {

    private static final String ROUTE = "/api/notifications";

    private final Calls calls;

    Notifications(Calls calls) {
        this.calls = calls;
    }

    /**
     * A notification.
     *
     * @param kind queued, waiting_review, reminder, completed or webhook_disabled
     * @param href path of what it tells of
     * @param readAt null while it is unread
     */
    public record NotificationView(
            long id,
            String kind,
            @Nullable Long processId,
            @Nullable JsonNode payload,
            @Nullable String href,
            @Nullable Instant readAt,
            @Nullable Instant createdAt) {}

    /**
     * How many are unread.
     *
     * @param cappedAt an {@code unread} of this means so many or more
     */
    public record Unread(int unread, int cappedAt) {}

    /** Newest first; pages are fetched as the stream is read. */
    public Stream<NotificationView> list(boolean unreadOnly) {
        return calls.pages(ROUTE, unreadOnly ? Map.of("unread", "true") : Map.of(), NotificationView.class);
    }

    public Unread unread() {
        return calls.read(ApiRequest.get(ROUTE + "/unread-count"), Unread.class);
    }

    /** The same after the second time. */
    public NotificationView read(long id) {
        return calls.read(ApiRequest.post(ROUTE + "/" + id + "/read"), NotificationView.class);
    }

    /**
     * Marks all up to one as read.
     *
     * @return how many were unread before
     */
    public int readAll(long upTo) {
        ApiRequest request = ApiRequest.post(ROUTE + "/read-all").json(Map.of("up_to", upTo));
        return calls.read(request, Marked.class).marked();
    }

    private record Marked(int marked) {}
}
