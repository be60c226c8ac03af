package dev.waybill.api.tenancy;

import dev.waybill.shared.tenancy.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the API shows it.
 *
 * @param externalId what another system calls it; null when none does
 * @param serverTime when it was read, by the server's clock
 */
record TenantView(long id, @Nullable String externalId, String name, Instant createdAt, Instant serverTime) {

    static TenantView of(Tenant tenant, Instant now) {
        return new TenantView(tenant.id(), tenant.externalId(), tenant.name(), tenant.createdAt(), now);
    }
}
