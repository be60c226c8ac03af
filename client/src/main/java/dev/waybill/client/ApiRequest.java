package dev.waybill.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to ask the server.
 *
 * @param path with query, from {@code /api}
 * @param body made anew for each attempt
 * @param allowance what its timeout is longer than the client's for one request
 * @param repeatable whether it may reach the server twice
 */
record ApiRequest(
        String method,
        String path,
        Map<String, String> headers,
        Supplier<BodyPublisher> body,
        Duration allowance,
        boolean repeatable) {

    private static final String JSON = "application/json";

    static ApiRequest get(String path) {
        return new ApiRequest("GET", path, Map.of("Accept", JSON), BodyPublishers::noBody, Duration.ZERO, true);
    }

    static ApiRequest post(String path) {
        return new ApiRequest("POST", path, Map.of("Accept", JSON), BodyPublishers::noBody, Duration.ZERO, false);
    }

    static ApiRequest patch(String path) {
        return new ApiRequest("PATCH", path, Map.of("Accept", JSON), BodyPublishers::noBody, Duration.ZERO, false);
    }

    /** For what is the same after the second time. */
    static ApiRequest put(String path) {
        return new ApiRequest("PUT", path, Map.of("Accept", JSON), BodyPublishers::noBody, Duration.ZERO, true);
    }

    /** For what is gone after the first time already. */
    static ApiRequest delete(String path) {
        return new ApiRequest("DELETE", path, Map.of("Accept", JSON), BodyPublishers::noBody, Duration.ZERO, true);
    }

    ApiRequest json(Object value) {
        byte[] json = Json.write(value);
        return body(() -> BodyPublishers.ofByteArray(json)).header("Content-Type", JSON);
    }

    ApiRequest ndjson(byte[] lines) {
        return body(() -> BodyPublishers.ofByteArray(lines)).header("Content-Type", "application/x-ndjson");
    }

    ApiRequest multipart(Multipart parts, Duration uploadTimeout) {
        return new ApiRequest(method, path, headers, parts::publisher, uploadTimeout, repeatable)
                .header("Content-Type", parts.contentType());
    }

    /** The server answers a repetition with what the first one did. */
    ApiRequest idempotent(String idempotencyKey) {
        ApiRequest keyed = header("Idempotency-Key", idempotencyKey);
        return new ApiRequest(method, path, keyed.headers(), body, allowance, true);
    }

    /** The same under a key of its own. */
    ApiRequest idempotent() {
        return idempotent(UUID.randomUUID().toString());
    }

    ApiRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiRequest(method, path, more, body, allowance, repeatable);
    }

    /** Refused when the process has changed since; so it cannot be done twice. */
    ApiRequest ifMatch(@Nullable ProcessView seen) {
        return ifMatch(seen == null ? null : seen.version());
    }

    /** The same for a version; null for whatever is there, said so that servers which insist on a condition have one. */
    ApiRequest ifMatch(@Nullable Long version) {
        return header("If-Match", version == null ? "*" : "\"" + version + "\"");
    }

    ApiRequest allow(Duration longer) {
        return new ApiRequest(method, path, headers, body, longer, repeatable);
    }

    static String query(String path, Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return path;
        }
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", path + "?", ""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    /** For messages. */
    String name() {
        return method + " " + path;
    }

    private ApiRequest body(Supplier<BodyPublisher> newBody) {
        return new ApiRequest(method, path, headers, newBody, allowance, repeatable);
    }
}
