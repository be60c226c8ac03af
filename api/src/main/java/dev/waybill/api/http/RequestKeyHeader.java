package dev.waybill.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.queue.RequestKey;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Idempotency-Key of a request, with the hash of what it asks for. */
public final class RequestKeyHeader {

    /** The header's name. */
    public static final String NAME = "Idempotency-Key";

    /** Says on an answer that it is that of an earlier request. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private RequestKeyHeader() {}

    /**
     * Null when the request has none.
     *
     * @param body what it asks for: the same hash whatever the order of its members and its blanks
     * @throws RequestRefused {@code invalid_parameter} if it is not 1 to 200 visible characters
     */
    public static @Nullable RequestKey of(HttpServletRequest request, JsonNode body) {
        String key = request.getHeader(NAME);
        if (key == null) {
            return null;
        }
        if (!key.matches("[\\x21-\\x7e]{1,200}")) {
            String detail = "must be 1 to 200 visible ASCII characters";
            throw new RequestRefused(
                    Reason.INVALID_PARAMETER, NAME + " " + detail, List.of(new FieldError(NAME, detail)));
        }
        StringBuilder canonical = new StringBuilder(request.getMethod() + " " + request.getRequestURI() + "\n");
        write(body, canonical);
        return new RequestKey(key, hash(canonical.toString()));
    }

    private static void write(JsonNode node, StringBuilder canonical) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            canonical.append('{');
            members.forEach((name, value) -> {
                canonical.append(name.length()).append(':').append(name).append('=');
                write(value, canonical);
            });
            canonical.append('}');
        } else if (node.isArray()) {
            canonical.append('[');
            node.forEach(element -> {
                write(element, canonical);
                canonical.append(',');
            });
            canonical.append(']');
        } else {
            canonical.append(node);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
