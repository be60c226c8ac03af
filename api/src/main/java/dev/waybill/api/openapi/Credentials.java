package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.job.JobJson;

/** How callers say who they are. */
final class Credentials {

    private static final String BEARER = "bearer";
    private static final String SESSION = "session";
    private static final String CSRF = "csrf";

    private Credentials() {}

    /** {@code components/securitySchemes}. */
    static void putSchemes(ObjectNode schemes) {
        schemes.putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An API key (wbk_...), or a JWT of the configured issuer.");
        schemes.putObject(SESSION)
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "waybill-session")
                .put("description", "Of POST /api/session; behind TLS its name is __Host-waybill-session.");
        schemes.putObject(CSRF)
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-CSRF-Token")
                .put("description", "The csrf_token of GET /api/session; every write under the cookie needs it.");
    }

    /** One of these, unless the route needs none. */
    static ArrayNode of(RouteMethod route) {
        ArrayNode either = JobJson.MAPPER.createArrayNode();
        if (!route.has(Trait.OPEN)) {
            either.addObject().putArray(BEARER);
            ObjectNode cookie = either.addObject();
            cookie.putArray(SESSION);
            if (!route.method().equals("get")) {
                cookie.putArray(CSRF);
            }
        }
        return either;
    }
}
