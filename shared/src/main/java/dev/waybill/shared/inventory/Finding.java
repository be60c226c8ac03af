package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code findings} (seed unified-operations-runs).
 *
 * @param findingType what kind of analysis found it: {@code drift}
 * @param scopeKey what was observed: the selection hash of both runs
 * @param baselineRunId the sync run that it was compared with when it was seen last; null when that is forgotten
 * @param currentRunId the sync run it was seen in last; null when that is forgotten
 * @param fingerprint 64 hexadecimal digits, unique per tenant: the same drift has the same one
 * @param evidence sanitised: {@code {"fields": {pointer: value}}} of an added or removed subject, {@code {"differences":
 *     [{"path", "old", "new"}]}} of a changed one, and {@code withheld}, how many more there are that are not evidence
 * @param firstOperationRunId the process that saw it first; null when that is forgotten
 * @param operationRunId the process that saw it last; null when that is forgotten
 * @param acknowledgedAt null unless acknowledged
 * @param acknowledgedBy null when nobody is known
 * @param resolvedAt null unless resolved
 */
public record Finding(
        long id,
        long tenantId,
        String findingType,
        String scopeKey,
        @Nullable Long baselineRunId,
        @Nullable Long currentRunId,
        String fingerprint,
        String subjectType,
        String subjectExternalId,
        Change change,
        FindingStatus status,
        JsonNode evidence,
        @Nullable Long firstOperationRunId,
        @Nullable Long operationRunId,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Long acknowledgedBy,
        @Nullable Instant resolvedAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Its place in the order of {@link Findings#inOrder}. */
    public FindingPlace place() {
        return new FindingPlace(findingType, subjectType, subjectExternalId, id);
    }
}
