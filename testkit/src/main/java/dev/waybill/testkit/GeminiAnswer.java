package dev.waybill.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code GenerateContentResponse} in JSON, as {@code v1beta} sends it. */
final class GeminiAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final List<String> HARMS = List.of(
            "HARM_CATEGORY_SEXUALLY_EXPLICIT",
            "HARM_CATEGORY_HATE_SPEECH",
            "HARM_CATEGORY_HARASSMENT",
            "HARM_CATEGORY_DANGEROUS_CONTENT");

    private final String model;
    private final JsonNode request;

    GeminiAnswer(String model, JsonNode request) {
        this.model = model;
        this.request = request;
    }

    /** A value of the schema that was asked for, cut where {@code maxOutputTokens} ends it. */
    ObjectNode invented() {
        String text = inventedText();
        int most = request.path("generationConfig").path("maxOutputTokens").asInt(Integer.MAX_VALUE);
        return tokens(text) <= most
                ? candidate(text, "STOP")
                : candidate(text.substring(0, most * CHARACTERS_A_TOKEN), "MAX_TOKENS");
    }

    /** This share of it, from 0 to 1, and then the output was too long. */
    ObjectNode truncated(double share) {
        String text = inventedText();
        return candidate(text.substring(0, (int) (text.length() * share)), "MAX_TOKENS");
    }

    /** One candidate with this text; without content when it is null. */
    ObjectNode candidate(@Nullable String text, String finishReason) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode candidate = answer.putArray("candidates").addObject();
        if (text != null) {
            ObjectNode content = candidate.putObject("content");
            content.putArray("parts").addObject().put("text", text);
            content.put("role", "model");
        }
        candidate.put("finishReason", finishReason).put("index", 0);
        if (finishReason.equals("SAFETY")) {
            ratings(candidate, "HIGH", true);
        }
        return completed(answer, text == null ? 0 : tokens(text));
    }

    /** The prompt itself was refused. */
    ObjectNode promptBlocked() {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode feedback = answer.putObject("promptFeedback");
        feedback.put("blockReason", "PROHIBITED_CONTENT");
        ratings(feedback, "NEGLIGIBLE", false);
        return completed(answer, 0);
    }

    /** An answer without anything in it. */
    ObjectNode empty() {
        return completed(JSON.createObjectNode(), 0);
    }

    private String inventedText() {
        JsonNode config = request.path("generationConfig");
        JsonNode schema =
                config.has("responseJsonSchema") ? config.path("responseJsonSchema") : config.path("responseSchema");
        JsonNode value = schema.isMissingNode()
                ? JSON.createObjectNode().put("text", "Invented by the stand-in")
                : new SchemaValues(PromptData.of(request)).value(schema);
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode completed(ObjectNode answer, int output) {
        int prompt = tokens(request.path("contents").toString())
                + tokens(request.path("systemInstruction").toString());
        ObjectNode usage = answer.putObject("usageMetadata");
        usage.put("promptTokenCount", prompt);
        if (output > 0) {
            usage.put("candidatesTokenCount", output);
        }
        usage.put("totalTokenCount", prompt + output);
        usage.putArray("promptTokensDetails")
                .addObject()
                .put("modality", "TEXT")
                .put("tokenCount", prompt);
        answer.put("modelVersion", model + " (stand-in)");
        answer.put("responseId", "stand-in-" + Integer.toHexString(request.hashCode()));
        return answer;
    }

    private static void ratings(ObjectNode owner, String probability, boolean blocked) {
        var ratings = owner.putArray("safetyRatings");
        HARMS.forEach(harm -> {
            ObjectNode rating = ratings.addObject().put("category", harm).put("probability", probability);
            if (blocked) {
                rating.put("blocked", true);
            }
        });
    }

    private static int tokens(String text) {
        return (text.length() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
    }
}
