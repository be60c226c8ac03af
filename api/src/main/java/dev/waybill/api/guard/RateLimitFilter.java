package dev.waybill.api.guard;

import dev.waybill.api.http.Requester;
import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.ProblemWriter;
import dev.waybill.api.problem.Reason;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * Counts requests after they are authenticated, and tells every client what it has left
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
final class RateLimitFilter implements Filter {

    private final RateLimits limits;
    private final Duration period;
    private final ProblemWriter writer;

    RateLimitFilter(RateLimits limits, Duration period, ProblemWriter writer) {
        this.limits = limits;
        this.period = period;
        this.writer = writer;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        RateLimits.Verdict verdict = limits.take(Requester.of(http), writes(http));
        answer.setHeader(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d".formatted(verdict.policy(), verdict.quota(), period.toSeconds()));
        answer.setHeader(
                "RateLimit",
                "\"%s\";r=%d;t=%d".formatted(verdict.policy(), verdict.left(), seconds(verdict.fullAfter())));
        if (verdict.passes()) {
            chain.doFilter(request, response);
        } else {
            writer.write(problem(verdict), http, answer);
        }
    }

    private Problem problem(RateLimits.Verdict verdict) {
        long wait = seconds(verdict.retryAfter());
        String detail =
                "More than %d requests in %d s: go on in %d s".formatted(verdict.quota(), period.toSeconds(), wait);
        return Problem.of(Reason.RATE_LIMITED, detail).withHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
    }

    private static boolean writes(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
