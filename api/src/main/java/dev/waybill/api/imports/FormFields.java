package dev.waybill.api.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waybill.api.http.StorableJson;
import dev.waybill.api.http.StrictJson;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import java.util.Map;
import java.util.Set;

/** Fields of a form as members of a JSON object: a form has only texts. */
final class FormFields {

    private static final Set<String> JSON_OPTIONS =
            Set.of("tenant_id", "priority", "max_attempts", "related_id", "context", "metadata", "item_ids");

    private final JobCatalog catalog;

    FormFields(JobCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A field that may be no text is read as JSON if it can be; the rest is told by whoever checks the object.
     *
     * @param subtype of the import, whose schema says what may be text
     */
    void addTo(ObjectNode body, Map<String, String[]> fields, String subtype) {
        JsonNode properties = catalog.find("import", subtype)
                .map(type -> catalog.schema(type).document().path("properties"))
                .orElseGet(JobJson.MAPPER::createObjectNode);
        fields.forEach((name, values) -> {
            boolean text = !JSON_OPTIONS.contains(name) && mayBeText(properties.path(name));
            body.set(name, text ? TextNode.valueOf(values[0]) : json(name, values[0]));
        });
    }

    private static boolean mayBeText(JsonNode schema) {
        JsonNode type = schema.path("type");
        boolean textual = type.isArray()
                ? contains(type, "string")
                : type.asText("string").equals("string");
        return textual || schema.has("enum");
    }

    private static boolean contains(JsonNode types, String wanted) {
        for (JsonNode type : types) {
            if (type.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode json(String name, String text) {
        return StrictJson.field(text, "/" + StorableJson.escape(name)).orElseGet(() -> TextNode.valueOf(text));
    }
}
