package dev.waybill.api.access;

import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;

/** Says who sends a request. A bean of this type replaces the default, under which everybody is the seeded user. */
@FunctionalInterface
public interface Callers {

    /** Always with a workspace. */
    Scope of(HttpServletRequest request);
}
