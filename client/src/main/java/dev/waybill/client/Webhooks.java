package dev.waybill.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a workspace has its notifications sent to (docs/notifications.md). */
public final class Webhooks {

    private static final String ROUTE = "/api/webhooks";

    private final Calls calls;

    Webhooks(Calls calls) {
        this.calls = calls;
    }

    /**
     * What a webhook is to be.
     *
     * @param description for people; may be null
     * @param kinds of queued, waiting_review, reminder, completed; empty for all
     * @param types types of processes; empty for all
     */
    public record Draft(
            String url, @Nullable String description, List<String> kinds, List<String> types, boolean enabled) {

        public Draft {
            kinds = List.copyOf(kinds);
            types = List.copyOf(types);
        }

        /** One that is told of everything. */
        public static Draft to(String url) {
            return new Draft(url, null, List.of(), List.of(), true);
        }

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("url", url, "enabled", enabled));
            if (description != null) {
                body.put("description", description);
            }
            if (!kinds.isEmpty()) {
                body.put("kinds", kinds);
            }
            if (!types.isEmpty()) {
                body.put("types", types);
            }
            return body;
        }
    }

    /**
     * A webhook.
     *
     * @param secret what its messages are signed with; null but in the answer that made it
     * @param failingSince null while deliveries arrive
     * @param disabledReason by_user, gone or failing; null while enabled
     */
    public record WebhookView(
            long id,
            String url,
            @Nullable String description,
            List<String> kinds,
            List<String> types,
            boolean enabled,
            @Nullable String secret,
            @Nullable Instant failingSince,
            @Nullable String disabledReason,
            long version,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {

        public WebhookView {
            kinds = Absent.empty(kinds);
            types = Absent.empty(types);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "WebhookView[%d, %s, version %d]".formatted(id, url, version);
        }
    }

    /** Newest first; pages are fetched as the stream is read. */
    public Stream<WebhookView> list() {
        return calls.pages(ROUTE, Map.of(), WebhookView.class);
    }

    public WebhookView find(long id) {
        return calls.read(ApiRequest.get(ROUTE + "/" + id), WebhookView.class);
    }

    /** Not repeated: its secret is shown once. */
    public WebhookView create(Draft draft) {
        return calls.read(ApiRequest.post(ROUTE).json(draft.body()), WebhookView.class);
    }

    /** Replaces a webhook as it was seen; refused with {@code stale} when it has changed since. */
    public WebhookView replace(WebhookView seen, Draft draft) {
        ApiRequest request =
                ApiRequest.put(ROUTE + "/" + seen.id()).json(draft.body()).ifMatch(seen.version());
        return calls.read(request, WebhookView.class);
    }

    /** Gives it another secret, shown this once; the old one signs too for a while. */
    public WebhookView rotate(WebhookView seen) {
        ApiRequest request =
                ApiRequest.post(ROUTE + "/" + seen.id() + "/secret").ifMatch(seen.version());
        return calls.read(request, WebhookView.class);
    }

    /** Sends a message at once; the process tells whether it arrived. */
    public ProcessView test(long id) {
        return calls.read(ApiRequest.post(ROUTE + "/" + id + "/test").idempotent(), ProcessView.class);
    }

    public void delete(WebhookView seen) {
        calls.send(ApiRequest.delete(ROUTE + "/" + seen.id()).ifMatch(seen.version()));
    }
}
