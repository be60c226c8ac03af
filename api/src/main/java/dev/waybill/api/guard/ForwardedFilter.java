package dev.waybill.api.guard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Optional;

/** Shows the routes the client behind a trusted proxy in place of the proxy. */
final class ForwardedFilter implements Filter {

    private final TrustedProxies proxies;

    ForwardedFilter(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        Optional<TrustedProxies.Origin> origin = proxies.origin(http);
        chain.doFilter(origin.isPresent() ? new Forwarded(http, origin.get()) : request, response);
    }

    private static final class Forwarded extends HttpServletRequestWrapper {

        private static final int HTTP = 80;
        private static final int HTTPS = 443;

        private final TrustedProxies.Origin origin;

        Forwarded(HttpServletRequest request, TrustedProxies.Origin origin) {
            super(request);
            this.origin = origin;
        }

        @Override
        public String getRemoteAddr() {
            return origin.address();
        }

        @Override
        public String getRemoteHost() {
            return origin.address();
        }

        @Override
        public boolean isSecure() {
            return origin.secure();
        }

        @Override
        public String getScheme() {
            return origin.secure() ? "https" : "http";
        }

        /** The port of the scheme, unless the Host header names one. */
        @Override
        public int getServerPort() {
            int port = super.getServerPort();
            return origin.secure() && port == HTTP ? HTTPS : port;
        }

        @Override
        public StringBuffer getRequestURL() {
            int port = getServerPort();
            String authority = getServerName() + (port == HTTP || port == HTTPS ? "" : ":" + port);
            return new StringBuffer(getScheme() + "://" + authority + getRequestURI());
        }
    }
}
