package dev.waybill.dashboard;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets only the dashboard's own page change or read jobs. The browser signs every request in, whoever's page sent it, so
 * a change must prove its origin; a read from another site is refused when the browser says that it is one, since open
 * streams are counted. Links from elsewhere to the page itself still work.
 */
final class SameOrigin implements Check {

    private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE");
    private static final Refusal CROSS_SITE = new Refusal(
            403, "Only the dashboard's own page may do this (Sec-Fetch-Site or Origin is missing or foreign).");

    @Override
    public @Nullable Refusal refuse(Call call) {
        if (!METHODS.contains(call.method())) {
            return new Refusal(405, "Method not allowed.");
        }
        boolean allowed = call.method().equals("GET") ? mayRead(call) : isOwn(call);
        return allowed ? null : CROSS_SITE;
    }

    private static boolean mayRead(Call call) {
        boolean data = call.path().startsWith("/api") || call.path().startsWith("/sse");
        return !data || !call.has("Sec-Fetch-Site") || isSite(call, "none") || isSite(call, "same-origin");
    }

    private static boolean isOwn(Call call) {
        return call.has("Sec-Fetch-Site") ? isSite(call, "same-origin") : originIsHost(call);
    }

    private static boolean isSite(Call call, String site) {
        return call.only("Sec-Fetch-Site").equals(Optional.of(site));
    }

    // A proxy may speak TLS for us, so the scheme is not compared.
    private static boolean originIsHost(Call call) {
        String host = call.only("Host").orElse("").toLowerCase(Locale.ROOT);
        String origin = call.only("Origin").orElse("").toLowerCase(Locale.ROOT);
        return origin.equals("http://" + host) || origin.equals("https://" + host);
    }
}
