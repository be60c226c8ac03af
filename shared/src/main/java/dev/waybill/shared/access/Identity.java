package dev.waybill.shared.access;

import org.jspecify.annotations.Nullable;

/**
 * Somebody whom an issuer vouches for.
 *
 * @param subject never given to somebody else by the issuer
 * @param email only if the issuer has verified it; null when there is none
 */
public record Identity(
        String issuer,
        String subject,
        String name,
        @Nullable String email) {}
