package dev.waybill.client;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests about processes. */
final class ProcessRequests {

    static final String ROUTE = "/api/processes";

    private ProcessRequests() {}

    static String path(long id) {
        return ROUTE + "/" + id;
    }

    static ApiRequest submit(String type, @Nullable String subtype, Object input, SubmitOptions options) {
        Map<String, Object> body = new LinkedHashMap<>(options.members());
        body.put("type", type);
        if (subtype != null) {
            body.put("subtype", subtype);
        }
        body.put("input", input);
        return ApiRequest.post(ROUTE).json(body).idempotent(options.requestKeyOrNew());
    }

    static ApiRequest importOf(
            @Nullable String subtype, Path file, Object input, SubmitOptions options, Duration uploadTimeout) {
        Map<String, Object> members = new LinkedHashMap<>(Json.convert(input, new TypeReference<>() {}));
        members.putAll(options.members());
        if (subtype != null) {
            members.put("subtype", subtype);
        }
        return ApiRequest.post("/api/imports")
                .multipart(new Multipart(file, Json.write(members)), uploadTimeout)
                .idempotent(options.requestKeyOrNew());
    }

    static ApiRequest act(long id, String action, @Nullable ProcessView seen) {
        return ApiRequest.post(path(id) + "/" + action).ifMatch(seen).idempotent();
    }

    static ApiRequest decide(long id, Decision decision, @Nullable String note, @Nullable ProcessView seen) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("decision", decision.name().toLowerCase(Locale.ROOT));
        if (note != null) {
            body.put("note", note);
        }
        return ApiRequest.post(path(id) + "/decision").json(body).ifMatch(seen).idempotent();
    }

    static ApiRequest itemsCsv(long id, String status) {
        return ApiRequest.get(ApiRequest.query(path(id) + "/items.csv", Map.of("status", status)))
                .header("Accept", "text/csv");
    }
}
