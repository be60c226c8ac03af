package dev.waybill.shared.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * From where somebody acts: what the audit log says of it.
 *
 * @param apiKeyId the key that was shown; null when none was
 * @param address the address that the request came from, IPv4 or IPv6; null when it came by no request
 */
public record Origin(@Nullable Long apiKeyId, @Nullable String address) {

    /** By no request: the system, a handler, a test. */
    public static final Origin NONE = new Origin(null, null);
}
