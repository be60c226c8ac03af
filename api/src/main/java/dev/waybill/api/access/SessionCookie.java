package dev.waybill.api.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.ResponseCookie;

/**
 * The cookie of a session. Secure, so that a browser sends it over TLS only, except where the browser itself says that it
 * talks to its own machine: there nothing is overheard, and TLS is rare.
 */
final class SessionCookie {

    private static final String NAME = "waybill-session";
    private static final String SECURE_NAME = "__Host-" + NAME;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|(0+:){7}0*1)]?");

    private SessionCookie() {}

    /** The token that the browser sends; empty when it sends none that could be ours. */
    static Optional<String> token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name(request)))
                .map(Cookie::getValue)
                .filter(value -> TOKEN.matcher(value).matches())
                .findFirst();
    }

    /** Tells the browser to keep the token. */
    static String of(HttpServletRequest request, String token, Duration lifetime) {
        return ResponseCookie.from(name(request), token)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(isSecure(request))
                .maxAge(lifetime)
                .build()
                .toString();
    }

    /** Tells the browser to forget it. */
    static String gone(HttpServletRequest request) {
        return of(request, "", Duration.ZERO);
    }

    private static String name(HttpServletRequest request) {
        return isSecure(request) ? SECURE_NAME : NAME;
    }

    private static boolean isSecure(HttpServletRequest request) {
        return request.isSecure() || !LOOPBACK.matcher(request.getServerName()).matches();
    }
}
