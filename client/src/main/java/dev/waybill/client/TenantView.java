package dev.waybill.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant: whose data a process works on.
 *
 * @param externalId what another system calls it; null when none does
 */
public record TenantView(
        long id,
        @Nullable String externalId,
        @Nullable String name,
        @Nullable Instant createdAt) {}
