package dev.waybill.api.guard;

import dev.waybill.shared.tracing.TraceContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Takes up the trace that a request belongs to; what it submits belongs to it too. Without the header there is none. */
final class TraceFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String header = request instanceof HttpServletRequest http ? http.getHeader(TraceContext.NAME) : null;
        try (TraceContext.Entered entered = TraceContext.enter(TraceContext.parse(header))) {
            chain.doFilter(request, response);
        }
    }
}
