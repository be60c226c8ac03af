package dev.waybill.worker.ai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Requests for tests. */
final class Requests {

    static final JsonNode SCHEMA = Objects.requireNonNull(JobJson.read("""
            {"type": "object", "required": ["colours"], "properties": {"colours": {"type": "array", "minItems": 2,
             "maxItems": 2, "items": {"type": "object", "required": ["id", "colour"], "properties": {
               "id": {"type": "integer"}, "colour": {"type": "string"}}}}}}
            """));

    private Requests() {}

    static AiRequest colours() {
        return colours(Duration.ofSeconds(20));
    }

    static AiRequest colours(Duration timeout) {
        String data = new DataPart("records", "[{\"id\": 7}, {\"id\": 9}]").text();
        return new AiRequest(
                "gemini-2.5-flash-lite",
                "You name colours. " + DataPart.RULE,
                List.of("Name two colours.", data),
                SCHEMA,
                1_000,
                0.2,
                timeout);
    }

    static AiProperties.Gemini settings(java.net.URI uri) {
        return new AiProperties.Gemini("secret-key", uri, Duration.ofSeconds(5), Duration.ofSeconds(20));
    }
}
