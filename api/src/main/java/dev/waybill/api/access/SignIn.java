package dev.waybill.api.access;

import dev.waybill.api.http.Addresses;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.access.KeyHolder;
import dev.waybill.shared.access.Sessions;
import dev.waybill.shared.access.SignInLinks;
import dev.waybill.shared.queue.Wakeups;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Opens sessions for browsers and ends them. */
final class SignIn {

    private final KeyCheck keys;
    private final SessionCheck known;
    private final Sessions sessions;
    private final SignInLinks links;
    private final Wakeups wakeups;
    private final LiveCredentials live;
    private final Duration lifetime;

    SignIn(
            KeyCheck keys,
            SessionCheck known,
            Sessions sessions,
            SignInLinks links,
            Wakeups wakeups,
            LiveCredentials live,
            Duration lifetime) {
        this.keys = keys;
        this.known = known;
        this.sessions = sessions;
        this.links = links;
        this.wakeups = wakeups;
        this.live = live;
        this.lifetime = lifetime;
    }

    /** A new session; the token is in the cookie. */
    record Opened(KeyHolder holder, String token, Instant expiresAt, String cookie) {}

    /** @throws RequestRefused {@code unauthenticated} or {@code rate_limited} */
    Opened withKey(String key, HttpServletRequest request) {
        return open(keys.check(key, Callers.address(request)).keyId(), request);
    }

    /**
     * Links are for the machine that they are printed on.
     *
     * @throws RequestRefused {@code not_found}
     */
    Opened withLink(String token, HttpServletRequest request) {
        Optional<Long> keyId = Addresses.isLoopback(Callers.address(request)) ? links.redeem(token) : Optional.empty();
        return open(
                keyId.orElseThrow(() -> new RequestRefused(
                        Reason.NOT_FOUND, "The link was used, or its time is over: ask for another")),
                request);
    }

    void end(long sessionId) {
        sessions.end(sessionId);
        wakeups.accessChanged();
        live.changed();
    }

    /** In place of the session that the browser has. */
    private Opened open(long keyId, HttpServletRequest request) {
        SessionCookie.token(request).flatMap(known::check).ifPresent(before -> end(before.id()));
        String token = sessions.open(keyId);
        Sessions.Session session =
                sessions.find(token).orElseThrow(() -> AccessProblems.invalid("The key is expired or revoked"));
        return new Opened(session.holder(), token, session.expiresAt(), SessionCookie.of(request, token, lifetime));
    }
}
