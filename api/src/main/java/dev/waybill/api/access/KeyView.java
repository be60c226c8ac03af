package dev.waybill.api.access;

import dev.waybill.shared.access.ApiKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the API shows it.
 *
 * @param publicId the part of it that is no secret
 * @param userId as whom it acts
 * @param createdBy null for the first ones, and when that user is gone
 * @param key the whole of it, in the answer that makes it; null in every other
 * @param serverTime when it was read, by the server's clock
 */
record KeyView(
        long id,
        String publicId,
        String name,
        long userId,
        String role,
        boolean own,
        @Nullable Long createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String key,
        Instant serverTime) {

    static KeyView of(ApiKey key, Instant now) {
        return of(key, null, now);
    }

    static KeyView of(ApiKey key, @Nullable String text, Instant now) {
        return new KeyView(
                key.id(),
                key.publicId(),
                key.name(),
                key.userId(),
                key.role().word(),
                key.own(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt(),
                key.lastUsedAt(),
                key.revokedAt(),
                text,
                now);
    }
}
