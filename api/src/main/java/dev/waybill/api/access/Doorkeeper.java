package dev.waybill.api.access;

import dev.waybill.shared.access.Identities;
import dev.waybill.shared.access.KeyLookup;
import dev.waybill.shared.access.Sessions;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a node asks when somebody knocks, and what it remembers of the answers.
 *
 * @param tokens null when there is no issuer
 */
record Doorkeeper(
        KeyCheck keys, SessionCheck sessions, @Nullable TokenCheck tokens, AccessGeneration generation) {

    static Doorkeeper of(
            AccessProperties properties,
            JwtProperties jwt,
            KeyLookup lookup,
            Sessions sessions,
            Identities identities,
            Clock clock) {
        Duration keep = properties.keyCache();
        FailedSignIns failures = new FailedSignIns(System::nanoTime);
        return new Doorkeeper(
                new KeyCheck(lookup, failures, clock, keep),
                new SessionCheck(sessions, clock, keep),
                jwt.issuer() == null ? null : new TokenCheck(jwt, IssuerKeys.decoder(jwt), identities, failures, keep),
                new AccessGeneration());
    }

    Callers callers() {
        return new Callers(keys, sessions, tokens, generation);
    }

    /** Somebody has less access: everything is read anew. */
    void forget() {
        keys.forget();
        sessions.forget();
        if (tokens != null) {
            tokens.forget();
        }
    }
}
