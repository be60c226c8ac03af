package dev.waybill.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** API keys of the workspace; for admins. */
public final class Keys {

    private static final String ROUTE = "/api/keys";

    private final Calls calls;

    Keys(Calls calls) {
        this.calls = calls;
    }

    /** What a key may do. */
    public enum Role {
        /** Reads. */
        VIEWER,
        /** Acts too. */
        OPERATOR,
        /** Manages keys, queues, members and webhooks too. */
        ADMIN
    }

    /**
     * What a key is to be.
     *
     * @param name for people
     * @param own whether it sees only what its user started
     * @param expiresAt null for never
     * @param userId as whom it acts; null for the caller
     */
    public record Draft(
            String name,
            Role role,
            boolean own,
            @Nullable Instant expiresAt,
            @Nullable Long userId) {

        /** One that does not end and acts as the caller. */
        public static Draft of(String name, Role role) {
            return new Draft(name, role, false, null, null);
        }

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("role", role.name().toLowerCase(Locale.ROOT));
            if (own) {
                body.put("own", true);
            }
            if (expiresAt != null) {
                body.put("expires_at", expiresAt);
            }
            if (userId != null) {
                body.put("user_id", userId);
            }
            return body;
        }
    }

    /** Those that are not revoked, newest first; pages are fetched as the stream is read. */
    public Stream<KeyView> list() {
        return calls.pages(ROUTE, Map.of(), KeyView.class);
    }

    /** All that there ever were, newest first. */
    public Stream<KeyView> listWithRevoked() {
        return calls.pages(ROUTE, Map.of("revoked", "true"), KeyView.class);
    }

    /** Makes a key. Its {@link KeyView#key} is shown this once, so the request is not repeated. */
    public KeyView create(Draft draft) {
        return calls.read(ApiRequest.post(ROUTE).json(draft.body()), KeyView.class);
    }

    /** Ends a key at once, streams that are open under it included. */
    public void revoke(long id) {
        calls.send(ApiRequest.delete(ROUTE + "/" + id));
    }
}
