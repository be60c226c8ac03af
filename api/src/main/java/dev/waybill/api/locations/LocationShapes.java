package dev.waybill.api.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Forms;
import dev.waybill.api.http.Member;
import dev.waybill.shared.locations.BatchStatus;
import dev.waybill.shared.locations.ItemStatus;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What routes of AI location imports take, as their description shows it. */
final class LocationShapes {

    private LocationShapes() {}

    /** A new AI location import. */
    record NewBatchShape(
            @Size(min = 1) @Member(says = "The questionnaire; not empty, at most 32 KB.")
            ObjectNode sourceAnswers,

            @Nullable @Min(1) @Max(100) @Member(says = "10, or what the questionnaire says.")
            Integer locationCount,

            @Nullable @Size(max = 100) @Member(says = "Of those that are configured.")
            String model,

            @Nullable @Min(1) Long finderId,
            @Nullable @Size(max = 200) String name) {}

    /** The same as a submit. */
    record BatchSubmissionShape(
            String type,
            @Nullable String subtype,
            @Nullable @Size(max = 200) String name,
            NewBatchShape input) {}

    /** A decision, an edit, or both. */
    @Forms({"""
        {"required": ["status"], "properties": {"status": {"type": "string"}}}""", """
        {"required": ["user_payload"]}"""})
    record ItemDecisionShape(
            @Nullable @Member(oneOf = {"approved", "rejected", "pending_review"})
            String status,

            @Nullable @Member(says = "Fields to replace; null takes all edits back. At most 64 KB.")
            EditsShape userPayload,

            @Nullable @Min(1) @Member(says = "The item's, as If-Match.")
            Long version) {}

    /** Fields that a person may change, each as a model would have written it. */
    record EditsShape(
            @Nullable JsonNode name,
            @Nullable JsonNode address,
            @Nullable JsonNode city,
            @Nullable JsonNode state,
            @Nullable JsonNode zip,
            @Nullable JsonNode country,
            @Nullable JsonNode phone,
            @Nullable JsonNode website,
            @Nullable JsonNode lat,
            @Nullable JsonNode lng,
            @Nullable JsonNode tags,
            @Nullable JsonNode categories,
            @Nullable JsonNode customFields,
            @Nullable JsonNode hours) {}

    /** Which batches. */
    record ListQuery(
            @Nullable Set<BatchStatus> status,
            @Nullable @Min(1) Long userId,
            @Nullable @Min(1) Long finderId) {}

    /** Which items. */
    record ItemsQuery(@Nullable ItemStatus status) {}
}
