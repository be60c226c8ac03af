package dev.waybill.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.job.JobJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** Reads the bodies of requests, up to a size. */
public final class JsonBody {

    private final int maxSize;

    JsonBody(HttpProperties properties) {
        this.maxSize = Math.toIntExact(properties.maxBodySize().toBytes());
    }

    /**
     * The object in the body.
     *
     * @throws RequestRefused {@code too_large}, {@code malformed_json} or {@code invalid_input}
     */
    public ObjectNode object(HttpServletRequest request) throws IOException {
        return StrictJson.object(bytes(request));
    }

    /**
     * Makes sure that a route which takes no body got none, or an empty object.
     *
     * @throws RequestRefused as {@link #object}
     */
    public void requireEmpty(HttpServletRequest request) throws IOException {
        byte[] body = bytes(request);
        ObjectNode object = body.length == 0 ? JobJson.MAPPER.createObjectNode() : StrictJson.object(body);
        new Members(object).done("This route takes no members");
    }

    /**
     * The object in a part of a multipart body.
     *
     * @throws RequestRefused as {@link #object}
     */
    public ObjectNode part(byte[] json) {
        if (json.length > maxSize) {
            throw tooLarge();
        }
        return StrictJson.object(json);
    }

    private byte[] bytes(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > maxSize) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(maxSize + 1);
        if (body.length > maxSize) {
            throw tooLarge();
        }
        return body;
    }

    private RequestRefused tooLarge() {
        String limit = "A JSON body may have %,d bytes".formatted(maxSize);
        return new RequestRefused(Reason.TOO_LARGE, limit, List.of(new FieldError("", limit)));
    }
}
