package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a person's word makes of an item. */
final class ItemDecisions {

    private ItemDecisions() {}

    /** @throws dev.waybill.shared.queue.Refusal {@code item_imported}, {@code item_invalid}, {@code stale} */
    static ItemRows.Change change(LocationItem item, ItemDecision decision, @Nullable Long user) {
        if (item.status() == ItemStatus.IMPORTED) {
            throw BatchRefusals.imported(item);
        }
        Long expected = decision.expectedVersion();
        if (expected != null && expected != item.version()) {
            throw BatchRefusals.stale(item);
        }
        JsonNode userPayload = decision.edits() ? decision.userPayload() : item.userPayload();
        CheckedLocation checked = checked(item, userPayload);
        if (decision.status() == ItemStatus.APPROVED && !checked.valid()) {
            throw BatchRefusals.invalid(item, checked.errors());
        }
        ItemStatus status = status(item, decision, checked);
        return new ItemRows.Change(
                status, userPayload, checked, said(item, decision, status), decision.status() != null, user);
    }

    /** The draft with these changes, and what was said of it beyond the rules, such as a possible duplicate. */
    private static CheckedLocation checked(LocationItem item, @Nullable JsonNode userPayload) {
        List<String> others = new ArrayList<>(item.warnings());
        others.removeAll(LocationRules.check(item.payload()).warnings());
        return LocationRules.check(item.overlaid(userPayload)).with(others);
    }

    /** An edit that breaks an approved item takes its approval back. */
    private static ItemStatus status(LocationItem item, ItemDecision decision, CheckedLocation checked) {
        ItemStatus wanted = Objects.requireNonNullElse(decision.status(), item.status());
        return wanted == ItemStatus.APPROVED && !checked.valid() ? ItemStatus.PENDING_REVIEW : wanted;
    }

    private static @Nullable ItemStatus said(LocationItem item, ItemDecision decision, ItemStatus status) {
        return switch (status) {
            case PENDING_REVIEW -> null;
            case REJECTED -> ItemStatus.REJECTED;
            case APPROVED -> decision.status() == ItemStatus.APPROVED ? ItemStatus.APPROVED : item.decision();
            case FAILED, IMPORTED -> item.decision();
        };
    }
}
