package dev.waybill.api.access;

import dev.waybill.shared.access.KeyHolder;
import org.jspecify.annotations.Nullable;

/** By what somebody is known. */
sealed interface Credential {

    /** An API key in the request. */
    record Key(KeyHolder holder) implements Credential {}

    /**
     * The cookie of a session.
     *
     * @param csrfToken what every write must show beside it
     */
    record Session(long id, KeyHolder holder, String csrfToken) implements Credential {}

    /**
     * A bearer token of the issuer.
     *
     * @param member whether the role is the member's in the workspace, not the token's
     */
    record Token(boolean member) implements Credential {}

    /** The key behind it; null for a token. */
    default @Nullable KeyHolder keyHolder() {
        return switch (this) {
            case Key key -> key.holder();
            case Session session -> session.holder();
            case Token token -> null;
        };
    }
}
