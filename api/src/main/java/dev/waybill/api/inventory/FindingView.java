package dev.waybill.api.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.inventory.Finding;
import dev.waybill.shared.inventory.FindingStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the API shows it: docs/inventory.md says what each member means.
 *
 * @param serverTime when it was read, by the server's clock
 */
record FindingView(
        long id,
        long tenantId,
        String findingType,
        String scopeKey,
        @Nullable Long baselineRunId,
        @Nullable Long currentRunId,
        String fingerprint,
        String subjectType,
        String subjectExternalId,
        String change,
        @Member(words = FindingStatus.class) String status,
        JsonNode evidence,
        @Nullable Long firstOperationRunId,
        @Nullable Long operationRunId,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Long acknowledgedBy,
        @Nullable Instant resolvedAt,
        Instant createdAt,
        Instant updatedAt,
        Links links,
        Instant serverTime) {

    /** Paths of what belongs to it; null when that is forgotten. */
    record Links(
            String self,
            @Nullable String operationRun,
            @Nullable String firstOperationRun,
            @Nullable String baselineRun,
            @Nullable String currentRun) {

        static Links of(Finding finding) {
            return new Links(
                    "/api/findings/" + finding.id(),
                    RunView.process(finding.operationRunId()),
                    RunView.process(finding.firstOperationRunId()),
                    run(finding.baselineRunId()),
                    run(finding.currentRunId()));
        }

        private static @Nullable String run(@Nullable Long id) {
            return id == null ? null : RunView.self(id);
        }
    }

    static FindingView of(Finding finding, Instant now) {
        return new FindingView(
                finding.id(),
                finding.tenantId(),
                finding.findingType(),
                finding.scopeKey(),
                finding.baselineRunId(),
                finding.currentRunId(),
                finding.fingerprint(),
                finding.subjectType(),
                finding.subjectExternalId(),
                finding.change().word(),
                finding.status().word(),
                finding.evidence(),
                finding.firstOperationRunId(),
                finding.operationRunId(),
                finding.firstSeenAt(),
                finding.lastSeenAt(),
                finding.acknowledgedAt(),
                finding.acknowledgedBy(),
                finding.resolvedAt(),
                finding.createdAt(),
                finding.updatedAt(),
                Links.of(finding),
                now);
    }
}
