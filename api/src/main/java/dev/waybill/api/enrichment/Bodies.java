package dev.waybill.api.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.Members;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.enrichment.EnrichmentDecision;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The bodies of decisions and budgets. */
final class Bodies {

    private static final int LONGEST_WORD = 20;
    private static final int LARGEST_STATE = 64 * 1024;
    private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000);
    private static final int DECIMALS = 8;
    private static final String DETAIL = "The request cannot be understood";
    private static final Map<String, EnrichmentStatus> DECISIONS = Map.of(
            "approved", EnrichmentStatus.APPROVED,
            "rejected", EnrichmentStatus.REJECTED,
            "pending_review", EnrichmentStatus.PENDING_REVIEW);

    private Bodies() {}

    /**
     * Reads a decision.
     *
     * @throws RequestRefused {@code invalid_input}
     */
    static EnrichmentDecision decision(ObjectNode body) {
        Members members = new Members(body);
        String word = members.text("status", LONGEST_WORD);
        ObjectNode userState = members.object("user_state");
        Long version = members.whole("version", 1, Long.MAX_VALUE);
        if (word != null && !DECISIONS.containsKey(word)) {
            members.wrong("status", "must be approved, rejected or pending_review");
        }
        if (userState != null && userState.toString().getBytes(UTF_8).length > LARGEST_STATE) {
            members.wrong("user_state", "may have %,d bytes".formatted(LARGEST_STATE));
        }
        members.done(DETAIL);
        boolean edits = body.has("user_state");
        if (word == null && !edits) {
            throw refused("", "needs a status, a user_state, or both");
        }
        return new EnrichmentDecision(word == null ? null : DECISIONS.get(word), edits, userState, version);
    }

    /** The same under the condition of an If-Match, whose tag is the item's version. */
    static EnrichmentDecision onlyIf(IfMatch ifMatch, EnrichmentDecision decision, EnrichmentItem seen) {
        Long version = ifMatch.require(seen.version(), "Item " + seen.id());
        return version == null
                ? decision
                : new EnrichmentDecision(decision.status(), decision.edits(), decision.userState(), version);
    }

    /**
     * Reads a budget.
     *
     * @throws RequestRefused {@code invalid_input}
     */
    static BigDecimal budget(ObjectNode body) {
        Members members = new Members(body);
        JsonNode given = members.any("max_usd");
        members.done(DETAIL);
        BigDecimal usd = given != null && given.isNumber() ? given.decimalValue() : null;
        if (usd == null || usd.signum() < 0 || usd.compareTo(MOST_USD) > 0 || usd.scale() > DECIMALS) {
            throw refused("/max_usd", "must be a number from 0 to 1000000 with 8 decimals at the most");
        }
        return usd;
    }

    private static RequestRefused refused(String pointer, String detail) {
        return new RequestRefused(Reason.INVALID_INPUT, DETAIL, List.of(new FieldError(pointer, detail)));
    }
}
