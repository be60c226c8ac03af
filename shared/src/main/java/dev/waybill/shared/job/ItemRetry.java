package dev.waybill.shared.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How a type runs again over only the items that failed. A Spring bean for one type. */
public interface ItemRetry {

    /** The type's label, for example {@code import/csv}. */
    String label();

    /**
     * The input of the new process.
     *
     * @param original the input of the process whose items failed
     * @param retryOf that process; its failed items are read through {@code ProcessReader.failedItemIndexes}
     */
    ObjectNode input(ObjectNode original, long retryOf);

    /**
     * Whether it can run over those alone that failed for one reason: the new process has {@code error_code} in its
     * {@code item_ids} then.
     */
    default boolean byErrorCode() {
        return false;
    }

    /**
     * For which reason the items failed that a process repeats.
     *
     * @param itemIds of the process that runs
     * @return null when it is about all that failed
     */
    static @Nullable String errorCode(@Nullable JsonNode itemIds) {
        return itemIds == null ? null : itemIds.path("error_code").textValue();
    }
}
