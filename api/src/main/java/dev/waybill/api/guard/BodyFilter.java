package dev.waybill.api.guard;

import dev.waybill.api.problem.BrokenBody;
import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Lets bodies other than multipart take so long and no longer, however the other side drips them, and says what became of
 * one that broke off.
 */
final class BodyFilter implements Filter {

    private final Duration patience;

    BodyFilter(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String type = request.getContentType();
        boolean multipart = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
        if (multipart) {
            chain.doFilter(request, response);
            return;
        }
        Timed timed = new Timed((HttpServletRequest) request, patience);
        chain.doFilter(timed, response);
        if (timed.late() && response.isCommitted()) {
            // else the container would go on to read what still drips, so as to use the connection again
            throw new CloseNowException("A body took too long to arrive");
        }
    }

    private static final class Timed extends HttpServletRequestWrapper {

        private final Duration patience;
        private @Nullable Body body;

        Timed(HttpServletRequest request, Duration patience) {
            super(request);
            this.patience = patience;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                HttpServletRequest request = (HttpServletRequest) getRequest();
                body = new Body(request, super.getInputStream(), System.nanoTime() + patience.toNanos());
            }
            return body;
        }

        boolean late() {
            return body != null && body.late;
        }
    }

    private static final class Body extends ServletInputStream {

        private final HttpServletRequest request;
        private final ServletInputStream content;
        private final long deadline;
        private boolean late;

        Body(HttpServletRequest request, ServletInputStream content, long deadline) {
            this.request = request;
            this.content = content;
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (System.nanoTime() - deadline > 0) {
                late = true;
                throw refused(Reason.REQUEST_TIMEOUT, "The body took too long to arrive");
            }
            try {
                return content.read(buffer, offset, length);
            } catch (SocketTimeoutException silence) {
                throw refused(Reason.REQUEST_TIMEOUT, "The body stopped arriving");
            } catch (IOException broken) {
                throw broken.getCause() instanceof SocketTimeoutException
                        ? refused(Reason.REQUEST_TIMEOUT, "The body stopped arriving")
                        : refused(Reason.MALFORMED_BODY, "The body broke off, or its chunks cannot be read");
            }
        }

        @Override
        public boolean isFinished() {
            return content.isFinished();
        }

        @Override
        public boolean isReady() {
            return content.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            content.setReadListener(listener);
        }

        /** What else comes on this connection cannot be told from the rest of the body. */
        private RequestRefused refused(Reason reason, String detail) {
            return BrokenBody.of(request, Problem.of(reason, detail).withHeader(HttpHeaders.CONNECTION, "close"));
        }
    }
}
