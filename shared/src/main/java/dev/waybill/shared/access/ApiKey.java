package dev.waybill.shared.access;

import dev.waybill.shared.tenancy.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a workspace, without its secret.
 *
 * @param publicId the part of it that is no secret
 * @param userId as whom it acts
 * @param role what it may do, if its user may too
 * @param own whether only what its user started is its to see and move
 * @param createdBy null for the first ones, and when that user is gone
 * @param expiresAt null when it does not
 * @param lastUsedAt exact to a minute; null when it was not used yet
 * @param revokedAt null while it is not
 */
public record ApiKey(
        long id,
        String publicId,
        long workspaceId,
        long userId,
        String name,
        Role role,
        boolean own,
        @Nullable Long createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /** With the whole key, which is shown this once. */
    public record Made(ApiKey key, KeyText text) {}

    /**
     * What a new one is to be.
     *
     * @param expiresAt null for never
     */
    public record Wanted(
            String name,
            long userId,
            Role role,
            boolean own,
            @Nullable Instant expiresAt) {}
}
