package dev.waybill.worker.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tokens of one call, or of several together (seed ai-location-import-batch, {@code usage_metadata}).
 *
 * @param promptTokenCount input
 * @param candidatesTokenCount output that was answered
 * @param totalTokenCount as the provider counts it
 * @param thoughtsTokenCount output that was thought only; billed like the rest of it
 * @param toolUsePromptTokenCount input that came from tools
 * @param raw what the provider sent, unchanged, call after call
 */
public record Usage(
        long promptTokenCount,
        long candidatesTokenCount,
        long totalTokenCount,
        long thoughtsTokenCount,
        long toolUsePromptTokenCount,
        List<JsonNode> raw) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, List.of());

    public Usage {
        raw = List.copyOf(raw);
    }

    /** Reads Gemini's {@code usageMetadata}; what it lacks is 0. */
    static Usage of(JsonNode metadata) {
        return metadata.isObject()
                ? new Usage(
                        metadata.path("promptTokenCount").asLong(),
                        metadata.path("candidatesTokenCount").asLong(),
                        metadata.path("totalTokenCount").asLong(),
                        metadata.path("thoughtsTokenCount").asLong(),
                        metadata.path("toolUsePromptTokenCount").asLong(),
                        List.of(metadata))
                : NONE;
    }

    public Usage plus(Usage other) {
        return new Usage(
                promptTokenCount + other.promptTokenCount,
                candidatesTokenCount + other.candidatesTokenCount,
                totalTokenCount + other.totalTokenCount,
                thoughtsTokenCount + other.thoughtsTokenCount,
                toolUsePromptTokenCount + other.toolUsePromptTokenCount,
                Stream.concat(raw.stream(), other.raw.stream()).toList());
    }

    /**
     * In the seed's shape. {@code raw} is the provider's object of the last call; when there were several, {@code calls} has
     * all of them.
     */
    public ObjectNode json() {
        ObjectNode json = JobJson.MAPPER
                .createObjectNode()
                .put("promptTokenCount", promptTokenCount)
                .put("candidatesTokenCount", candidatesTokenCount)
                .put("totalTokenCount", totalTokenCount)
                .put("thoughtsTokenCount", thoughtsTokenCount)
                .put("toolUsePromptTokenCount", toolUsePromptTokenCount);
        json.set("raw", raw.isEmpty() ? JobJson.MAPPER.createObjectNode() : raw.getLast());
        if (raw.size() > 1) {
            json.set("calls", calls());
        }
        return json;
    }

    /** Reads back what {@link #json()} wrote; nothing is no usage. */
    public static Usage read(JsonNode json) {
        Usage sums = of(json);
        List<JsonNode> raw = new ArrayList<>();
        json.path("calls").forEach(raw::add);
        if (raw.isEmpty() && !json.path("raw").isEmpty()) {
            raw.add(json.path("raw"));
        }
        return new Usage(
                sums.promptTokenCount,
                sums.candidatesTokenCount,
                sums.totalTokenCount,
                sums.thoughtsTokenCount,
                sums.toolUsePromptTokenCount,
                raw);
    }

    private ArrayNode calls() {
        ArrayNode calls = JobJson.MAPPER.createArrayNode();
        raw.forEach(calls::add);
        return calls;
    }
}
