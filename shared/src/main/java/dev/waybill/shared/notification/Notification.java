package dev.waybill.shared.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user was told (seed unified-operations-runs, Notification Event).
 *
 * @param kind {@code queued}, {@code waiting_review} or {@code completed} of a run; {@code webhook_disabled}
 * @param processId the run; null when it tells of a webhook
 * @param payload of a run {@code {tenant_id, run: {id, type}, operation, name, status, summary_counts, error_summary}},
 *     of a webhook {@code {webhook_id, reason}}
 * @param readAt null while unread
 */
public record Notification(
        long id,
        String kind,
        @Nullable Long processId,
        JsonNode payload,
        @Nullable Instant readAt,
        Instant createdAt) {}
