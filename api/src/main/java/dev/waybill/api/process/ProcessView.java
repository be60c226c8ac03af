package dev.waybill.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Conduct;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Outlook;
import dev.waybill.shared.queue.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process as the API shows it: docs/api.md says what each member means.
 *
 * @param undoId the last process that takes or took back what it did; null when there is none
 * @param pollAfterMs milliseconds after which a client that polls should ask again; null when nothing will change
 * @param waiting why it does not run yet; null unless it is pending, and in lists and streams
 * @param eta about when it will be done; null when nothing can be said, and in lists and streams
 * @param actions what can be done to it now
 * @param serverTime when it was read, by the server's clock
 */
public record ProcessView(
        long id,
        UUID externalId,
        @Nullable Long workspaceId,
        @Nullable Long userId,
        @Nullable Long tenantId,
        String type,
        @Nullable String subtype,
        @Nullable String name,
        @Member(words = ProcessStatus.class) String status,
        @Member(words = OperatorStatus.class) String operatorStatus,
        @Member(words = Outcome.class) @Nullable String outcome,
        @Nullable Integer progressPercent,
        @Nullable String currentStep,
        @Nullable Long totalItems,
        long processedItems,
        long succeededItems,
        long failedItems,
        long skippedItems,
        @Nullable JsonNode summary,
        @Nullable String errorMessage,
        @Nullable String reasonCode,
        JsonNode failures,
        String queue,
        int priority,
        int attempts,
        int attemptsSpent,
        int maxAttempts,
        int interruptions,
        @Nullable String relatedType,
        @Nullable Long relatedId,
        @Nullable JsonNode inputPayload,
        @Nullable JsonNode metadata,
        @Nullable JsonNode context,
        @Nullable String resource,
        @Nullable String action,
        @Nullable JsonNode itemIds,
        @Nullable UUID jobId,
        @Nullable String workerId,
        Instant runAt,
        @Nullable Long retryOf,
        @Nullable Long undoId,
        @Nullable String idempotencyKey,
        @Nullable Long parentId,
        @Nullable String concurrencyKey,
        @Nullable Integer concurrencyLimit,
        @Nullable Long timeoutSeconds,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant createdAt,
        Instant updatedAt,
        long executionMs,
        long version,
        long eventSeq,
        @Nullable Long pollAfterMs,
        @Nullable WaitView waiting,
        @Nullable Instant eta,

        @Member(oneOf = {"retry", "retry-failed-items", "undo", "cancel", "decision"})
        List<String> actions,

        Links links,
        Instant serverTime) {

    /** Paths of what belongs to it. */
    public record Links(String self, String events, String items, String stream) {

        static Links of(long id) {
            String self = "/api/processes/" + id;
            return new Links(self, self + "/events", self + "/items", self + "/stream");
        }
    }

    /** @param outlook what can be said of its future */
    static ProcessView of(Process process, Outlook.View outlook, List<String> actions, Instant now) {
        Conduct conduct = process.conduct();
        Duration timeout = conduct.timeout();
        Wait wait = outlook.waiting();
        Process.Owner owner = process.owner();
        Process.Kind kind = process.kind();
        Process.Counters counters = process.counters();
        Process.Attempts attempts = process.attempts();
        Process.Times times = process.times();
        Outcome outcome = process.outcome();
        return new ProcessView(
                process.id().value(),
                process.externalId(),
                owner.workspaceId(),
                owner.userId(),
                owner.tenantId(),
                kind.type(),
                kind.subtype(),
                kind.name(),
                process.status().word(),
                process.operatorStatus().word(),
                outcome == null ? null : outcome.word(),
                process.progressPercent(),
                process.currentStep(),
                counters.total(),
                counters.processed(),
                counters.succeeded(),
                counters.failed(),
                counters.skipped(),
                process.summary(),
                process.errorMessage(),
                process.reasonCode(),
                Objects.requireNonNullElseGet(process.failures(), JobJson.MAPPER::createArrayNode),
                kind.queue(),
                kind.priority(),
                attempts.begun(),
                attempts.spent(),
                attempts.max(),
                attempts.interruptions(),
                kind.relatedType(),
                kind.relatedId(),
                process.input(),
                process.metadata(),
                process.context(),
                kind.resource(),
                kind.action(),
                process.itemIds(),
                process.jobId(),
                process.workerId(),
                times.runAt(),
                process.retryOf(),
                process.undo().processId(),
                process.idempotencyKey(),
                conduct.parentId(),
                conduct.concurrencyKey(),
                conduct.concurrencyLimit(),
                timeout == null ? null : timeout.toSeconds(),
                times.startedAt(),
                times.finishedAt(),
                times.createdAt(),
                times.updatedAt(),
                times.executionMs(),
                process.version(),
                process.eventSeq(),
                PollHint.millis(process.status(), times.createdAt(), now),
                wait == null ? null : WaitView.of(wait),
                outlook.eta(),
                actions,
                Links.of(process.id().value()),
                now);
    }
}
