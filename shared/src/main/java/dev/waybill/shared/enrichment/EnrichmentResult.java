package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record that the model was asked about.
 *
 * @param itemKey what people call it; null when it is gone
 * @param suggestion null when there is none
 * @param errorCode why there is none, or why it was not written
 * @param message short sentence for people
 * @param model what answered; null when nothing did
 * @param cost its share of the calls that it was part of
 */
public record EnrichmentResult(
        long itemIndex,
        String recordId,
        @Nullable String itemKey,
        EnrichmentStatus status,
        @Nullable Suggestion suggestion,
        @Nullable String errorCode,
        @Nullable String message,
        @Nullable String model,
        Share cost) {

    /**
     * What of the cost of calls falls on one record.
     *
     * @param cached whether its answer was known before, so that it cost nothing
     */
    public record Share(long tokens, BigDecimal usd, boolean cached) {
        /** Of a record that no call was made for. */
        public static final Share NOTHING = new Share(0, BigDecimal.ZERO, false);
    }

    /** The same with another end. */
    public EnrichmentResult ended(EnrichmentStatus newStatus, String code, String newMessage) {
        return new EnrichmentResult(itemIndex, recordId, itemKey, newStatus, suggestion, code, newMessage, model, cost);
    }

    /** The same, written. */
    public EnrichmentResult applied() {
        return new EnrichmentResult(
                itemIndex, recordId, itemKey, EnrichmentStatus.APPLIED, suggestion, null, "Written.", model, cost);
    }

    ObjectNode json() {
        ObjectNode json = JobJson.MAPPER
                .createObjectNode()
                .put("item_index", itemIndex)
                .put("status", status.word())
                .put("item_key", itemKey)
                .put("error_code", errorCode)
                .put("message", message)
                .put("model", model)
                .put("tokens", cost.tokens())
                .put("cost_usd", cost.usd())
                .put("cached", cost.cached());
        if (suggestion != null) {
            json.put("confidence", suggestion.confidence());
            json.set("before_state", suggestion.before());
            json.set("after_state", suggestion.after());
            json.set("warnings", JobJson.MAPPER.valueToTree(suggestion.warnings()));
        }
        return json;
    }
}
