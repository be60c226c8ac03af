package dev.waybill.api.access;

import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.tenancy.Role;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/** Why somebody may not. */
final class AccessProblems {

    private static final String CHALLENGE = "Bearer realm=\"waybill\"";

    private AccessProblems() {}

    /** Nothing was shown that could be looked at. */
    static Problem nobody() {
        return Problem.of(Reason.UNAUTHENTICATED, "Send an API key or a token as Authorization: Bearer, or sign in")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }

    /** What was shown is not good. */
    static RequestRefused invalid(String detail) {
        return new RequestRefused(Problem.of(Reason.UNAUTHENTICATED, detail)
                .withHeader(
                        HttpHeaders.WWW_AUTHENTICATE,
                        CHALLENGE + ", error=\"invalid_token\", error_description=\"" + detail + "\""));
    }

    static RequestRefused slowed(Duration pause) {
        long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
        return new RequestRefused(
                Problem.of(Reason.RATE_LIMITED, "Too many wrong credentials: try again in " + seconds + " s")
                        .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }

    static Problem forbidden(Role needed) {
        return Problem.of(Reason.FORBIDDEN, "This takes the role " + needed.word())
                .with("role", needed.word());
    }

    static Problem unavailable() {
        return Problem.of(Reason.UNAVAILABLE, "Try again in a moment").withHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    static Problem withoutCsrfToken() {
        return Problem.of(
                Reason.CSRF_TOKEN_INVALID,
                "A write of a session shows the csrf_token of GET /api/session in the header X-CSRF-Token");
    }
}
