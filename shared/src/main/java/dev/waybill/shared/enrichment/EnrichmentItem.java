package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.amendment.Amendment;
import dev.waybill.shared.job.JobJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of an enrichment with what the model suggests for it.
 *
 * @param itemIndex its position, from 0
 * @param itemKey what people call the record; null until it was read
 * @param beforeState every column that was asked for, as it was read; null without a suggestion
 * @param afterState the columns that the suggestion changes
 * @param userState what a person wants instead, by column
 * @param errorCode why there is no suggestion, or why it was not written
 * @param model what answered
 * @param costUsd its share of the calls that it was part of
 * @param cached whether the answer was known before
 */
public record EnrichmentItem(
        long id,
        long itemIndex,
        String recordId,
        @Nullable String itemKey,
        EnrichmentStatus status,
        @Nullable ObjectNode beforeState,
        @Nullable ObjectNode afterState,
        @Nullable ObjectNode userState,
        List<String> warnings,
        @Nullable String confidence,
        @Nullable String errorCode,
        @Nullable String message,
        @Nullable String model,
        long tokens,
        BigDecimal costUsd,
        boolean cached,
        @Nullable Long decidedBy,
        @Nullable Instant decidedAt,
        long version,
        Instant updatedAt) {

    /** The columns that would be written: the suggestion with the person's changes over it. */
    public ObjectNode wanted() {
        return wanted(userState);
    }

    ObjectNode wanted(@Nullable ObjectNode edits) {
        ObjectNode wanted = afterState == null ? JobJson.MAPPER.createObjectNode() : afterState.deepCopy();
        return edits == null ? wanted : wanted.setAll(edits);
    }

    /** The change that it stands for. */
    public Amendment amendment() {
        ObjectNode wanted = wanted();
        ObjectNode expected = Objects.requireNonNull(beforeState).deepCopy();
        expected.retain(
                wanted.properties().stream().map(member -> member.getKey()).toList());
        return new Amendment(recordId, expected, wanted);
    }
}
