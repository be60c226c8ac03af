package dev.waybill.worker.locations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.locations.LocationDraft;
import dev.waybill.worker.ai.DataPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A version of the prompt: a template in three sections and the schema of the answer, both in files of its name. A version
 * that has been used is never edited; a change is a new version.
 */
final class LocationPrompt {

    /** The member of an answer that has the locations. */
    static final String LOCATIONS = "locations";

    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}");
    /** More would cost more than the few repetitions that they prevent. */
    private static final int MOST_DRAFTED = 500;

    private final String instructions;
    private final String prompt;
    private final String continued;
    private final JsonNode schema;

    private LocationPrompt(String template, JsonNode schema) {
        this.instructions = section(template, "instructions").replace("{{data_rule}}", DataPart.RULE);
        this.prompt = section(template, "prompt");
        this.continued = section(template, "continued");
        this.schema = schema;
    }

    /** @throws Rejected {@code unknown_prompt_version} if there is no such template */
    static LocationPrompt version(String version) {
        String template = VERSION.matcher(version).matches() ? resource(version + ".txt") : "";
        if (template.isEmpty()) {
            throw new Rejected("unknown_prompt_version", "There is no prompt of version " + version + ".");
        }
        return new LocationPrompt(template, Objects.requireNonNull(JobJson.read(resource(version + ".schema.json"))));
    }

    String instructions() {
        return instructions;
    }

    /**
     * What is asked for one portion.
     *
     * @param answers the questionnaire, embedded verbatim as data
     * @param drafted what exists already
     */
    List<String> parts(int count, JsonNode answers, List<LocationDraft> drafted) {
        List<String> parts = new ArrayList<>();
        parts.add(
                filled(prompt.replace("{{count}}", Integer.toString(count)), "questionnaire", "{{answers}}", answers));
        if (!drafted.isEmpty()) {
            parts.add(filled(continued, "drafted", "{{drafted}}", names(drafted)));
        }
        return parts;
    }

    /** The schema of an answer with this many locations. */
    JsonNode schema(int count) {
        ObjectNode sized = schema.deepCopy();
        ((ObjectNode) sized.path("properties").path(LOCATIONS))
                .put("minItems", count)
                .put("maxItems", count);
        return sized;
    }

    private static String filled(String text, String label, String place, JsonNode data) {
        return text.replace(place, new DataPart(label, data.toString()).text());
    }

    private static ArrayNode names(List<LocationDraft> drafted) {
        ArrayNode names = JobJson.MAPPER.createArrayNode();
        drafted.subList(Math.max(0, drafted.size() - MOST_DRAFTED), drafted.size())
                .forEach(draft -> names.addObject()
                        .put("name", draft.name())
                        .put("address", draft.address())
                        .put("city", draft.city()));
        return names;
    }

    private static String section(String template, String title) {
        String[] parts = template.split("(?m)^# " + title + "$", 2);
        return parts[1].split("(?m)^# ", 2)[0].strip();
    }

    private static String resource(String ending) {
        try (InputStream in = LocationPrompt.class.getResourceAsStream("location-import-" + ending)) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
