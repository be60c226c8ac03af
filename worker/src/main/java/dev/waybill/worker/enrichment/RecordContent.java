package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.enrichment.SuggestionRules;
import dev.waybill.shared.job.JobJson;
import java.util.List;

/** What a model sees of a record: nothing that changes every day, such as a price, and nothing that it does not need. */
final class RecordContent {

    private static final List<String> PRODUCT = List.of(
            "name",
            "description",
            "vendor",
            "categories",
            "tags",
            "attributes",
            "options",
            "seo_title",
            "seo_description");
    private static final List<String> LOCATION = List.of(
            "name",
            "address",
            "city",
            "state",
            "zip",
            "country",
            "phone",
            "website",
            "lat",
            "lng",
            "categories",
            "hours");
    /** What is longer says nothing new, and would cost for every field. */
    private static final int LONGEST_TEXT = 4_000;

    private RecordContent() {}

    static ObjectNode of(String kind, ObjectNode columns) {
        ObjectNode content = JobJson.MAPPER.createObjectNode();
        for (String column : kind.equals("location") ? LOCATION : PRODUCT) {
            JsonNode value = columns.path(column);
            if (value.isTextual() && value.textValue().length() > LONGEST_TEXT) {
                content.put(column, value.textValue().substring(0, LONGEST_TEXT));
            } else if (!SuggestionRules.isEmpty(value)) {
                content.set(column, value);
            }
        }
        return content;
    }
}
