package dev.waybill.api.locations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.Members;
import dev.waybill.api.http.StorableJson;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.locations.ItemDecision;
import dev.waybill.shared.locations.ItemStatus;
import dev.waybill.shared.locations.LocationColumn;
import dev.waybill.shared.locations.LocationItem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The body of a decision about an item. */
final class ItemBody {

    private static final int LONGEST_WORD = 20;
    private static final int LARGEST_PAYLOAD = 64 * 1024;
    private static final String DETAIL = "The decision cannot be understood";

    /** What a person may change: the fields of the seed's {@code user_payload}. */
    private static final Set<String> FIELDS = EnumSet.complementOf(EnumSet.of(LocationColumn.SOURCE_ID)).stream()
            .map(LocationColumn::columnName)
            .collect(Collectors.toUnmodifiableSet());

    private ItemBody() {}

    /**
     * Reads it.
     *
     * @throws RequestRefused {@code invalid_input}
     */
    static ItemDecision read(ObjectNode body) {
        Members members = new Members(body);
        String word = members.text("status", LONGEST_WORD);
        ObjectNode userPayload = members.object("user_payload");
        Long version = members.whole("version", 1, Long.MAX_VALUE);
        members.done(DETAIL);
        boolean edits = body.has("user_payload");
        if (word == null && !edits) {
            throw refused(List.of(new FieldError("", "needs a status, a user_payload, or both")));
        }
        if (userPayload != null) {
            requireKnown(userPayload);
        }
        return new ItemDecision(word == null ? null : status(word), edits, userPayload, version);
    }

    /** The same under the condition of an If-Match, whose tag is the item's version. */
    static ItemDecision onlyIf(IfMatch ifMatch, ItemDecision decision, LocationItem seen) {
        Long version = ifMatch.require(seen.version(), "Item " + seen.id());
        return version == null
                ? decision
                : new ItemDecision(decision.status(), decision.edits(), decision.userPayload(), version);
    }

    private static ItemStatus status(String word) {
        return Arrays.stream(ItemStatus.values())
                .filter(status -> status == ItemStatus.APPROVED
                        || status == ItemStatus.REJECTED
                        || status == ItemStatus.PENDING_REVIEW)
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        refused(List.of(new FieldError("/status", "must be approved, rejected or pending_review"))));
    }

    private static void requireKnown(ObjectNode userPayload) {
        List<FieldError> unknown = userPayload.properties().stream()
                .filter(member -> !FIELDS.contains(member.getKey()))
                .map(member ->
                        new FieldError("/user_payload/" + StorableJson.escape(member.getKey()), "is not known here"))
                .toList();
        if (!unknown.isEmpty()) {
            throw refused(unknown);
        }
        if (userPayload.toString().getBytes(UTF_8).length > LARGEST_PAYLOAD) {
            throw refused(List.of(new FieldError("/user_payload", "may have %,d bytes".formatted(LARGEST_PAYLOAD))));
        }
    }

    private static RequestRefused refused(List<FieldError> errors) {
        return new RequestRefused(Reason.INVALID_INPUT, DETAIL, errors);
    }
}
