package dev.waybill.api.reviewpack;

import java.time.Instant;

/**
 * A link that needs nothing but itself.
 *
 * @param path under this server's address
 * @param expiresAt from then on it is refused
 */
record LinkView(String path, Instant expiresAt, Instant serverTime) {}
