package dev.waybill.api.problem;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatusCode;

/** Answers in place of the container's error page what was refused under {@code /api} outside of Spring MVC. */
final class ErrorDispatchFilter implements Filter {

    private final ProblemWriter writer;

    ErrorDispatchFilter(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpServletRequest http = (HttpServletRequest) request;
        if (path instanceof String uri
                && ApiPaths.contains(http, uri)
                && status instanceof Integer code
                && code >= 400) {
            HttpServletResponse answer = (HttpServletResponse) response;
            if (!answer.containsHeader("Content-Security-Policy")) {
                SecureHeaders.add(answer, http.isSecure());
            }
            Problem problem = BrokenBody.in(http).orElseGet(() -> WebProblems.ofStatus(HttpStatusCode.valueOf(code)));
            writer.write(problem, uri, answer);
        } else {
            chain.doFilter(request, response);
        }
    }
}
