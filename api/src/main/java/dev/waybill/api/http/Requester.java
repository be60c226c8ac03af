package dev.waybill.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * By whom a request is counted: its credential, else the site that it comes from.
 *
 * @param known whether it has a credential
 * @param name stable
 */
public record Requester(boolean known, String name) {

    /** Of a request that has passed authentication. */
    public static Requester of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null
                ? new Requester(false, Addresses.site(request.getRemoteAddr()))
                : new Requester(true, principal.getName());
    }
}
