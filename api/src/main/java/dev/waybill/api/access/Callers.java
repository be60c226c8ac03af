package dev.waybill.api.access;

import dev.waybill.api.http.Addresses;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.access.KeyHolder;
import dev.waybill.shared.access.Sessions;
import dev.waybill.shared.tenancy.Origin;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Finds out who sends a request: by a key, a token, or the cookie of a session. */
final class Callers {

    private static final String SCHEME = "Bearer ";
    private static final String KEY = "wbk_";

    private final KeyCheck keys;
    private final SessionCheck sessions;
    private final @Nullable TokenCheck tokens;
    private final AccessGeneration generation;

    /** @param tokens null when there is no issuer */
    Callers(KeyCheck keys, SessionCheck sessions, @Nullable TokenCheck tokens, AccessGeneration generation) {
        this.keys = keys;
        this.sessions = sessions;
        this.tokens = tokens;
        this.generation = generation;
    }

    /**
     * Empty when nothing was shown. What is in the header counts, whatever the browser sends along.
     *
     * @throws RequestRefused {@code unauthenticated}, {@code rate_limited} or {@code unavailable}
     */
    Optional<Caller> of(HttpServletRequest request) {
        long since = generation.now();
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return Optional.of(bearer(header, address(request), since));
        }
        return SessionCookie.token(request).map(token -> session(token, address(request), since));
    }

    static String address(HttpServletRequest request) {
        return Addresses.withoutZone(request.getRemoteAddr());
    }

    private Caller bearer(String header, String address, long since) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw AccessProblems.invalid("Authorization takes Bearer with an API key or a token");
        }
        String shown = header.substring(SCHEME.length()).strip();
        return tokens == null || shown.startsWith(KEY)
                ? key(shown, address, since)
                : token(tokens, shown, address, since);
    }

    private Caller key(String shown, String address, long since) {
        KeyHolder holder = keys.check(shown, address);
        return new Caller(
                "key:" + holder.keyId(), holder.scope(address), new Credential.Key(holder), holder.expiresAt(), since);
    }

    private Caller session(String token, String address, long since) {
        Sessions.Session session =
                sessions.check(token).orElseThrow(() -> AccessProblems.invalid("The session is over: sign in again"));
        return new Caller(
                "session:" + session.id(),
                session.holder().scope(address),
                new Credential.Session(session.id(), session.holder(), Sessions.csrfToken(token)),
                session.expiresAt(),
                since);
    }

    private static Caller token(TokenCheck tokens, String shown, String address, long since) {
        TokenCheck.Shown token = tokens.check(shown, address);
        Role role = token.own() && token.role() == Role.ADMIN ? Role.OPERATOR : token.role();
        Scope scope = new Scope(
                token.person().workspaceId(), token.person().userId(), role, token.own(), new Origin(null, address));
        return new Caller(
                "jwt:" + token.identity().issuer() + "|" + token.identity().subject(),
                scope,
                new Credential.Token(token.roleOfMember()),
                token.jwt().getExpiresAt(),
                since);
    }
}
