package dev.waybill.api.access;

import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param name of the credential, stable: {@code key:12}, {@code session:34}, {@code jwt:<issuer>|<subject>}
 * @param scope always with a workspace and a user
 * @param expiresAt when the credential ends; null when it does not
 * @param since the generation of access in which it was looked up
 */
public record Caller(
        String name,
        Scope scope,
        Credential credential,
        @Nullable Instant expiresAt,
        long since) implements Principal {

    private static final String ATTRIBUTE = Caller.class.getName();

    @Override
    public String getName() {
        return name;
    }

    /** Null on a route that is open to everybody. */
    public static @Nullable Caller find(HttpServletRequest request) {
        return (Caller) request.getAttribute(ATTRIBUTE);
    }

    /** @throws RequestRefused {@code unauthenticated} */
    static Caller of(HttpServletRequest request) {
        Caller caller = find(request);
        if (caller == null) {
            throw new RequestRefused(Reason.UNAUTHENTICATED, "This route needs an API key, a token or a session");
        }
        return caller;
    }

    void sends(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
