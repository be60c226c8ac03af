package dev.waybill.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;

/**
 * What a check may look at.
 *
 * @param path decoded
 */
record Call(String method, String path, Headers headers) {

    static Call of(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return new Call(exchange.getRequestMethod(), path == null ? "" : path, exchange.getRequestHeaders());
    }

    /** The header's value when it was sent exactly once. */
    Optional<String> only(String header) {
        List<String> values = headers.get(header);
        return values == null || values.size() != 1 ? Optional.empty() : Optional.of(values.getFirst());
    }

    boolean has(String header) {
        return headers.containsKey(header);
    }
}
