package dev.waybill.dashboard;

import org.jspecify.annotations.Nullable;

/** One condition that every call must meet. */
@FunctionalInterface
interface Check {

    /** Null when the call may go on. */
    @Nullable
    Refusal refuse(Call call);
}
