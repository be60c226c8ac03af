package dev.waybill.api.guard;

import dev.waybill.api.problem.SecureHeaders;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Gives answers the headers of a secure page; data is kept by nobody on the way, unless its route says otherwise. */
final class SecureHeadersFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        SecureHeaders.add(answer, request.isSecure());
        chain.doFilter(request, isData(http) ? new NotStored(answer) : answer);
    }

    private static boolean isData(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    /** Adding a first Cache-Control replaces the one that stands there for want of a better. */
    private static final class NotStored extends HttpServletResponseWrapper {

        private boolean assumed = true;

        NotStored(HttpServletResponse response) {
            super(response);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }

        @Override
        public void addHeader(String name, String value) {
            if (assumed && name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL)) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }

        @Override
        public void setHeader(String name, String value) {
            assumed &= !name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL);
            super.setHeader(name, value);
        }
    }
}
