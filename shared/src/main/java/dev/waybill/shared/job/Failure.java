package dev.waybill.shared.job;

import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code processes.failures} (seed unified-operations-runs).
 *
 * @param reasonCode stable code, for example {@code price_negative}
 * @param reason short sentence for people; no stack trace, SQL, path or secret
 * @param itemId key of the item that failed; null when the failure belongs to the whole run
 * @param type {@code skipped} for an entry that is no failure; null otherwise
 */
public record Failure(
        String reasonCode,
        String reason,
        @Nullable String itemId,
        @Nullable String type) {

    public static Failure of(String reasonCode, String reason) {
        return new Failure(reasonCode, reason, null, null);
    }

    public static Failure ofItem(String itemId, String reasonCode, String reason) {
        return new Failure(reasonCode, reason, itemId, null);
    }
}
