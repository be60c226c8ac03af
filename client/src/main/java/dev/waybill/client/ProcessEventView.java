package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a process's log; it never changes.
 *
 * @param seq from 1, without gaps within the process
 * @param type queued, started, step, progress, note, error, interrupted, deferred, waiting_review, completed, failed or
 *     cancelled
 * @param status the process's status at that moment
 * @param progressPercent 0 to 100 at that moment; null while unknown
 * @param payload structured data, shape by type
 * @param attempt the attempt that wrote it; null outside one
 */
public record ProcessEventView(
        long id,
        long processId,
        long seq,
        String type,
        @Nullable String status,
        @Nullable Integer progressPercent,
        @Nullable String step,
        @Nullable String message,
        @Nullable JsonNode payload,
        @Nullable Integer attempt,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {}
