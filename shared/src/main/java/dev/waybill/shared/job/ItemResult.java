package dev.waybill.shared.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item: a row of {@code process_items} (seed jobs-model, table job_items).
 *
 * @param index position of the item in its source, from 0; unique in the process, so that a repeated chunk overwrites
 * @param key what people call the item, for example its SKU; null when it has no name
 * @param productId the affected product; null when there is none
 * @param status what became of it
 * @param message short sentence for people
 * @param errorCode stable code when status is ERROR or SKIPPED
 * @param before state before, any Jackson value; null when it did not exist
 * @param after state after, any Jackson value; for an ERROR what was sent in, so that it can be corrected
 */
public record ItemResult(
        long index,
        @Nullable String key,
        @Nullable UUID productId,
        Status status,
        @Nullable String message,
        @Nullable String errorCode,
        @Nullable Object before,
        @Nullable Object after) {

    /** PENDING items are counted in the total only. */
    public enum Status {
        PENDING,
        SUCCESS,
        ERROR,
        SKIPPED
    }

    public static ItemResult success(
            long index, @Nullable String key, @Nullable Object before, @Nullable Object after) {
        return new ItemResult(index, key, null, Status.SUCCESS, null, null, before, after);
    }

    public static ItemResult error(
            long index, @Nullable String key, String errorCode, String message, @Nullable Object source) {
        return new ItemResult(index, key, null, Status.ERROR, message, errorCode, null, source);
    }

    public static ItemResult skipped(long index, @Nullable String key, String errorCode, String message) {
        return new ItemResult(index, key, null, Status.SKIPPED, message, errorCode, null, null);
    }
}
