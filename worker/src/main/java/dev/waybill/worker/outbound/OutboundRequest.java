package dev.waybill.worker.outbound;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of another server.
 *
 * @param url with http or https
 * @param headers sent as they are, on redirects too: no secrets
 * @param body what is posted; null makes it a GET
 * @param contentType of the body; null without one
 * @param credential name of a configured secret, sent to its hosts only, never along a redirect to another origin; null
 *     for none
 * @param maxBytes a longer answer is refused; {@code waybill.outbound.max-size} bounds it in any case
 * @param timeout for the answer as a whole; null leaves {@code waybill.outbound.total-timeout}, which bounds it in any
 *     case
 */
public record OutboundRequest(
        String url,
        Map<String, String> headers,
        @Nullable String body,
        @Nullable String contentType,
        @Nullable String credential,
        long maxBytes,
        @Nullable Duration timeout) {

    public OutboundRequest {
        headers = Map.copyOf(headers);
    }

    /** A GET, which follows redirects. */
    public static OutboundRequest get(String url) {
        return new OutboundRequest(url, Map.of(), null, null, null, Long.MAX_VALUE, null);
    }

    /** A POST, which is sent once and follows nothing. */
    public static OutboundRequest post(String url, String contentType, String body) {
        return new OutboundRequest(url, Map.of(), body, contentType, null, Long.MAX_VALUE, null);
    }

    /** With one more header; null leaves it out. */
    public OutboundRequest withHeader(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new OutboundRequest(url, more, body, contentType, credential, maxBytes, timeout);
    }

    public OutboundRequest withCredential(@Nullable String newCredential) {
        return new OutboundRequest(url, headers, body, contentType, newCredential, maxBytes, timeout);
    }

    public OutboundRequest withMaxBytes(long newMaxBytes) {
        return new OutboundRequest(url, headers, body, contentType, credential, newMaxBytes, timeout);
    }

    public OutboundRequest withTimeout(Duration newTimeout) {
        return new OutboundRequest(url, headers, body, contentType, credential, maxBytes, newTimeout);
    }
}
