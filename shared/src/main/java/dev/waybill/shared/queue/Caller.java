package dev.waybill.shared.queue;

import dev.waybill.shared.tenancy.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change of a process.
 *
 * @param expectedVersion the version that they saw; null does not care
 */
public record Caller(Scope scope, @Nullable Long expectedVersion) {

    public static Caller of(Scope scope) {
        return new Caller(scope, null);
    }
}
