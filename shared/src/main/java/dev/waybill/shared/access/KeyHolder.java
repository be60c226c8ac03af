package dev.waybill.shared.access;

import dev.waybill.shared.tenancy.Origin;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a key that is valid now.
 *
 * @param role the lower of the key's and its user's in the workspace
 * @param expiresAt null when it does not
 */
public record KeyHolder(
        long keyId,
        String publicId,
        Secret secret,
        long workspaceId,
        long userId,
        Role role,
        boolean own,
        @Nullable Instant expiresAt) {

    /** What is stored of a secret. */
    public static final class Secret {
        private final byte[] hash;

        Secret(byte[] hash) {
            this.hash = hash;
        }

        boolean fits(KeyText text) {
            return MessageDigest.isEqual(hash, text.hash());
        }
    }

    /** Compares the secrets in a time that does not tell how much of one is right. */
    public boolean holds(KeyText text) {
        return secret.fits(text);
    }

    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** As which it acts. */
    public Scope scope(@Nullable String address) {
        return new Scope(workspaceId, userId, role, own, new Origin(keyId, address));
    }

    /** Whether the other may do the same. */
    public boolean sameAccess(KeyHolder other) {
        return keyId == other.keyId && role == other.role && own == other.own && userId == other.userId;
    }
}
