package dev.waybill.shared.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be done to many processes. */
public enum BulkAction {
    /** As the route {@code cancel}. */
    @JsonProperty("cancel")
    CANCEL,
    /** As the route {@code retry}. */
    @JsonProperty("retry")
    RETRY,
    /** As the route {@code retry-failed-items}. */
    @JsonProperty("retry_failed_items")
    RETRY_FAILED_ITEMS;

    /** Its name in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of that name. */
    public static Optional<BulkAction> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(BulkAction::word).toList();
    }
}
