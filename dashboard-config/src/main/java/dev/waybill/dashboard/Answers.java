package dev.waybill.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;

/** Writes answers; every one carries the security headers. */
final class Answers {

    /** For whatever is not the page: it loads nothing and stands in no frame. */
    private static final String INERT = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /**
     * Hashes of the style elements that the page's scripts add, which saves 'unsafe-inline': the empty ones that its
     * component library fills through the CSSOM, the one in its logo, and the one of its graph (JobRunr 8.4.2).
     */
    private static final String[] STYLES = {
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
        "'sha256-N+ZSSbc/UYZ6AVVfwvfNyjeRpuAZ3Dek2VkJbR8O2HM='",
        "'sha256-TBymqJXQvXKxe+z+3ydUYBErlkFFu110c5FjiVB8p+M='"
    };

    /** For the page. */
    private static final String PAGE = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'nonce-%s' 'strict-dynamic'",
            "style-src 'self' " + String.join(" ", STYLES),
            "img-src 'self' data:",
            "font-src 'self'",
            "manifest-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private Answers() {}

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=UTF-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        body(exchange, status, text.getBytes(UTF_8));
    }

    static void body(HttpExchange exchange, int status, byte[] body) throws IOException {
        secure(exchange.getResponseHeaders());
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    static void secure(Headers headers) {
        headers.putIfAbsent("Content-Security-Policy", List.of(INERT));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }

    static String pagePolicy(String nonce) {
        return PAGE.formatted(nonce);
    }
}
