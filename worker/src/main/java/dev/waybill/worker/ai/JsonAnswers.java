package dev.waybill.worker.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Progress;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks for JSON of a schema: again when nothing came, and once for a repair when something else came. How many elements an
 * array has is the caller's to judge.
 */
public final class JsonAnswers {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final int MOST_COMPLAINTS = 10;
    /** Too many or too few elements are no reason to pay for all of them again. */
    private static final Set<String> COUNTS = Set.of("minItems", "maxItems");

    private final AiProvider provider;

    public JsonAnswers(AiProvider provider) {
        this.provider = provider;
    }

    /**
     * Asks up to three times.
     *
     * @param meter is told the usage of every call, also of those that fail
     * @throws AiFailure and the others of {@link AiProvider#generate}
     * @throws Deferred when the provider is down or wants no request for long
     */
    public JsonAnswer ask(AiRequest request, Progress progress, Consumer<Usage> meter) {
        JsonSchema schema = SCHEMAS.getSchema(request.schema());
        AiAnswer first = generate(request, progress, meter);
        if (first.truncated()) {
            return read(first, schema);
        }
        List<String> complaints = complaints(json(first.text()), schema);
        if (complaints.isEmpty()) {
            return read(first, schema);
        }
        progress.note("The model's answer was not in the form that was asked for; asked to repair it.");
        return read(generate(repair(request, first, complaints), progress, meter), schema);
    }

    private AiAnswer generate(AiRequest request, Progress progress, Consumer<Usage> meter) {
        try {
            return metered(request, progress, meter);
        } catch (AiFailure.Empty nothing) {
            return metered(request, progress, meter);
        }
    }

    private AiAnswer metered(AiRequest request, Progress progress, Consumer<Usage> meter) {
        try {
            AiAnswer answer = provider.generate(request, progress);
            meter.accept(answer.usage());
            return answer;
        } catch (AiFailure failure) {
            meter.accept(failure.usage());
            throw failure;
        }
    }

    private static AiRequest repair(AiRequest request, AiAnswer broken, List<String> complaints) {
        return request.plus("You answered this before:\n"
                + new DataPart("answer", broken.text()).text()
                + "\nIt does not obey the response schema:\n- "
                + String.join("\n- ", complaints)
                + "\nAnswer again, completely, and obey the schema.");
    }

    private static JsonAnswer read(AiAnswer answer, JsonSchema schema) {
        JsonNode json = answer.truncated() ? MissingNode.getInstance() : json(answer.text());
        boolean valid = !answer.truncated() && complaints(json, schema).isEmpty();
        return new JsonAnswer(json, answer.text(), answer.truncated(), valid, answer.model());
    }

    /** Models like to wrap JSON into a fence of Markdown. */
    private static JsonNode json(String text) {
        String bare = text.strip().replaceFirst("^```(?:json)?\\s*", "").replaceFirst("\\s*```$", "");
        try {
            return JobJson.MAPPER.readTree(bare);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static List<String> complaints(JsonNode json, JsonSchema schema) {
        return json.isMissingNode()
                ? List.of("It is not JSON.")
                : schema.validate(json).stream()
                        .filter(message -> !COUNTS.contains(message.getType()))
                        .map(message -> message.getMessage())
                        .limit(MOST_COMPLAINTS)
                        .toList();
    }
}
