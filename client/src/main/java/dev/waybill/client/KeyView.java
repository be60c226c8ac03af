package dev.waybill.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key.
 *
 * @param publicId the part of it that is no secret
 * @param role viewer, operator or admin
 * @param own whether it sees only what its user started
 * @param expiresAt null when it does not end
 * @param lastUsedAt null when it never was
 * @param revokedAt null while it holds
 * @param key the key itself; null but in the answer that made it
 */
public record KeyView(
        long id,
        @Nullable String publicId,
        @Nullable String name,
        @Nullable String role,
        boolean own,
        @Nullable Long userId,
        @Nullable Long createdBy,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String key) {

    /** Without the key: what is printed can be read by others. */
    @Override
    public String toString() {
        return "KeyView[%d, %s, %s]".formatted(id, name, role);
    }
}
