package dev.waybill.api.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Forms;
import dev.waybill.api.http.Member;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What routes of enrichments and usage take, as their description shows it. */
final class EnrichmentShapes {

    private EnrichmentShapes() {}

    /** Which items. */
    record ItemsQuery(
            @Nullable EnrichmentStatus status,

            @Nullable @Member(oneOf = {"high", "medium", "low"})
            String confidence) {}

    /** Which suggestions are approved. */
    record ApproveAllQuery(
            @Nullable
            @Member(
                    oneOf = {"high", "medium", "low"},
                    usual = "low")
            String minConfidence) {}

    /** A decision, an edit, or both. */
    @Forms({"""
        {"required": ["status"], "properties": {"status": {"type": "string"}}}""", """
        {"required": ["user_state"]}"""})
    record SuggestionDecisionShape(
            @Nullable @Member(oneOf = {"approved", "rejected", "pending_review"})
            String status,

            @Nullable @Member(says = "Columns to write instead; null takes all edits back. At most 64 KB.")
            ObjectNode userState,

            @Nullable @Min(1) @Member(says = "The item's, as If-Match.")
            Long version) {}

    /** The most that may be spent. */
    record BudgetShape(
            @Min(0) @Max(1_000_000) @Member(says = "With 8 decimals at the most.")
            BigDecimal maxUsd) {}

    /** How far back. */
    record UsageQuery(
            @Nullable @Min(1) @Max(366) @Member(usual = "31")
            Integer days) {}
}
