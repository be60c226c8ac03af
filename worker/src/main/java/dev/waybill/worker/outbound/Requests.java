package dev.waybill.worker.outbound;

import dev.waybill.shared.tracing.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Puts requests into the library's words. */
final class Requests {

    private Requests() {}

    static Request of(OutboundRequest asked, HttpUrl url, Optional<OutboundCredential> credential, String userAgent) {
        Request.Builder request = new Request.Builder().url(url).header("User-Agent", userAgent);
        TraceContext.current()
                .ifPresent(
                        trace -> request.header(TraceContext.NAME, trace.child().header()));
        asked.headers().forEach(request::header);
        credential.ifPresent(secret -> request.header(secret.headerName(), secret.headerValue()));
        if (asked.body() != null) {
            request.post(new SentOnce(asked.body(), asked.contentType()));
        }
        return request.build();
    }

    /** A body that the library does not send again by itself. */
    private static final class SentOnce extends RequestBody {

        private final byte[] body;
        private final @Nullable MediaType contentType;

        SentOnce(String body, @Nullable String contentType) {
            this.body = body.getBytes(StandardCharsets.UTF_8);
            this.contentType = MediaType.parse(Objects.requireNonNullElse(contentType, "application/octet-stream"));
        }

        @Override
        public @Nullable MediaType contentType() {
            return contentType;
        }

        @Override
        public long contentLength() {
            return body.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws java.io.IOException {
            sink.write(body);
        }
    }
}
