package dev.waybill.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.openapi.Conformance;
import dev.waybill.api.openapi.Conformance.Answered;
import dev.waybill.api.openapi.Conformance.Asked;
import dev.waybill.shared.job.JobJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP to a node. */
public final class Http {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final @Nullable String key;
    private @Nullable Conformance conformance;

    /** @param key shown in every request that has no {@code Authorization} of its own; null shows nothing */
    public Http(String base, @Nullable String key) {
        this.base = base;
        this.key = key;
    }

    /** The same for somebody else. */
    public Http as(@Nullable String otherKey) {
        return new Http(base, otherKey);
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<byte[]> response) {

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JobJson.MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Of a process. */
        public long id() {
            return json().path("id").asLong();
        }

        /** Of the items of a page. */
        public List<Long> ids() {
            List<Long> ids = new ArrayList<>();
            json().path("items").forEach(item -> ids.add(item.path("id").asLong()));
            return ids;
        }

        public String reason() {
            return json().path("reason_code").asText();
        }

        /** Of the first error. */
        public String pointer() {
            return json().path("errors").path(0).path("pointer").asText("none");
        }
    }

    public String base() {
        return base;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, String json, String... headers) {
        return post(path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer post(String path, byte[] json, String... headers) {
        String[] more = new String[headers.length + 2];
        System.arraycopy(headers, 0, more, 2, headers.length);
        more[0] = "Content-Type";
        more[1] = "application/json";
        return send("POST", path, json, more);
    }

    public Answer send(String method, String path, byte @Nullable [] body, String... headers) {
        try {
            HttpResponse<byte[]> response =
                    client.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
            conformance(path)
                    .ifPresent(document -> document.check(
                            new Asked(method, path, contentType(headers), text(body)),
                            new Answered(response.statusCode(), response.headers(), text(response.body()))));
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<InputStream> open(String path, String... headers) {
        try {
            HttpResponse<InputStream> response =
                    client.send(request("GET", path, null, headers), BodyHandlers.ofInputStream());
            conformance(path)
                    .ifPresent(document -> document.check(
                            new Asked("GET", path, null, null),
                            new Answered(response.statusCode(), response.headers(), null)));
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of the node, for requests under {@code /api}: each answer is compared with the node's OpenAPI document. */
    public synchronized Optional<Conformance> conformance(String path) {
        if (!path.startsWith("/api/")) {
            return Optional.empty();
        }
        if (conformance == null) {
            conformance = Conformance.of(document());
        }
        return Optional.of(conformance);
    }

    private String document() {
        try {
            HttpResponse<String> document =
                    client.send(request("GET", "/api/openapi.json", null), BodyHandlers.ofString());
            if (document.statusCode() != 200) {
                throw new AssertionError("no OpenAPI document, FuzzPostgresTest says why: " + document.body());
            }
            return document.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String text(byte @Nullable [] body) {
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }

    private static @Nullable String contentType(String... headers) {
        for (int index = 0; index < headers.length; index += 2) {
            if (headers[index].equalsIgnoreCase("Content-Type")) {
                return headers[index + 1];
            }
        }
        return null;
    }

    /** Submits a {@code test_echo}. */
    public long submit() {
        return post("/api/processes", "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\"}}")
                .id();
    }

    private HttpRequest request(String method, String path, byte @Nullable [] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (int index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        if (key != null && !List.of(headers).contains("Authorization")) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }
}
