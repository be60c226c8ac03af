package dev.waybill.worker.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A location as the model gave it, on its way to the batch.
 *
 * @param raw as it came
 * @param enriched with what Google Places knows, in the model's form
 * @param warnings of the enrichment
 */
record ModelDraft(JsonNode raw, ObjectNode enriched, List<String> warnings) {}
