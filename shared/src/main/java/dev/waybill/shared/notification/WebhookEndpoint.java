package dev.waybill.shared.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a workspace has its notifications sent to; without its secret.
 *
 * @param createdBy null when that user is gone
 * @param failingSince since when every delivery has failed; null while they arrive
 * @param disabledReason {@code by_user}, {@code gone} (it answered 410), {@code failing} (for too long); null while
 *     enabled
 * @param previousSecretUntil until when the secret before the last rotation signs too; null when there is none
 * @param version rises with every change by people or by being disabled, from 1
 */
public record WebhookEndpoint(
        long id,
        WebhookDraft draft,
        @Nullable Long createdBy,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable Instant previousSecretUntil,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
