package dev.waybill.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The real request, with an answer of its own: JobRunr's handlers write to it, and nothing of it is sent yet. */
class ForwardingExchange extends HttpExchange {

    private final HttpExchange real;
    private final Headers answerHeaders = new Headers();
    private final OutputStream answerBody;
    private int status = -1;

    ForwardingExchange(HttpExchange real, OutputStream answerBody) {
        this.real = real;
        this.answerBody = answerBody;
    }

    HttpExchange real() {
        return real;
    }

    @Override
    public Headers getResponseHeaders() {
        return answerHeaders;
    }

    @Override
    public OutputStream getResponseBody() {
        return answerBody;
    }

    /** May be called again: the last answer counts. */
    @Override
    public void sendResponseHeaders(int newStatus, long length) {
        status = newStatus;
    }

    /** -1 while the handler has not answered. */
    @Override
    public int getResponseCode() {
        return status;
    }

    /** Nothing: whoever made this exchange ends the real one. */
    @Override
    public void close() {}

    @Override
    public Headers getRequestHeaders() {
        return real.getRequestHeaders();
    }

    @Override
    public URI getRequestURI() {
        return real.getRequestURI();
    }

    @Override
    public String getRequestMethod() {
        return real.getRequestMethod();
    }

    @Override
    public HttpContext getHttpContext() {
        return real.getHttpContext();
    }

    @Override
    public InputStream getRequestBody() {
        return real.getRequestBody();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return real.getRemoteAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return real.getLocalAddress();
    }

    @Override
    public String getProtocol() {
        return real.getProtocol();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return real.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        real.setAttribute(name, value);
    }

    @Override
    public void setStreams(@Nullable InputStream input, @Nullable OutputStream output) {
        real.setStreams(input, output);
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return real.getPrincipal();
    }
}
