package dev.waybill.worker.ai;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model is asked.
 *
 * @param model its name at the provider, such as {@code gemini-2.5-flash-lite}
 * @param instructions who it is and what holds for every request; no data in it
 * @param prompt what is asked now, part after part; data goes into {@link DataPart#text()}
 * @param schema JSON Schema that the answer has to obey: its answer is JSON
 * @param maxOutputTokens where the provider cuts the output, thoughts included
 * @param temperature 0 (always the same) to 2
 * @param timeout how long the whole call may take
 */
public record AiRequest(
        String model,
        String instructions,
        List<String> prompt,
        JsonNode schema,
        int maxOutputTokens,
        double temperature,
        Duration timeout) {

    public AiRequest {
        prompt = List.copyOf(prompt);
        if (model.isBlank() || prompt.isEmpty()) {
            throw new IllegalArgumentException("a request names a model and has a prompt");
        }
        if (maxOutputTokens < 1 || !(temperature >= 0 && temperature <= 2) || timeout.toMillis() < 1) {
            throw new IllegalArgumentException("maxOutputTokens and timeout start at 1, temperature lies in 0..2");
        }
    }

    /** The same with a further part behind its prompt. */
    AiRequest plus(String part) {
        return new AiRequest(
                model,
                instructions,
                Stream.concat(prompt.stream(), Stream.of(part)).toList(),
                schema,
                maxOutputTokens,
                temperature,
                timeout);
    }
}
