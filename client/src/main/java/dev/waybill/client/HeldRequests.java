package dev.waybill.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a process again and again; the server holds each request after the first until something changed. */
final class HeldRequests {

    private static final Duration HELD = Duration.ofSeconds(20);

    private final Transport transport;
    private final String path;
    private final Deadline deadline;
    private @Nullable String tag;

    HeldRequests(Transport transport, String path, Deadline deadline) {
        this.transport = transport;
        this.path = path;
        this.deadline = deadline;
    }

    /** Empty when it is as it was. */
    Optional<ProcessView> next() {
        HttpResponse<byte[]> answer = transport.send(request(), deadline);
        if (answer.statusCode() == 304) {
            return Optional.empty();
        }
        ProcessView read = Json.read(path, answer.body(), ProcessView.class);
        tag = answer.headers().firstValue("ETag").orElse("\"" + read.version() + "\"");
        return Optional.of(read);
    }

    private ApiRequest request() {
        if (tag == null) {
            return ApiRequest.get(path);
        }
        long seconds = Math.max(0, deadline.remaining(HELD).toSeconds());
        return ApiRequest.get(path + "?wait=" + seconds)
                .header("If-None-Match", tag)
                .allow(Duration.ofSeconds(seconds));
    }
}
