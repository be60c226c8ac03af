package dev.waybill.shared.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a process's append-only log (seed process.txt).
 *
 * @param seq gap-free in its process, from 1; the SSE event id
 * @param type queued, started, step, progress, note, error, interrupted, deferred, waiting_review, completed, failed,
 *     cancelled
 * @param attempt attempt that it belongs to; 0 before the first
 */
public record ProcessEvent(
        long id,
        ProcessId processId,
        long seq,
        String type,
        ProcessStatus status,
        @Nullable Integer progressPercent,
        @Nullable String step,
        @Nullable String message,
        @Nullable JsonNode payload,
        int attempt,
        Instant createdAt) {}
