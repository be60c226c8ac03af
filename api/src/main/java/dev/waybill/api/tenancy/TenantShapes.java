package dev.waybill.api.tenancy;

import dev.waybill.api.http.Member;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What routes of tenants take, as their description shows it. */
final class TenantShapes {

    private TenantShapes() {}

    /** A new tenant. */
    record NewTenantShape(
            @Size(max = 200) String name,

            @Nullable @Size(max = 200) @Member(says = "What another system calls it; unique in the workspace.")
            String externalId) {}

    /** Which tenants. */
    record ListQuery(@Nullable String externalId) {}
}
