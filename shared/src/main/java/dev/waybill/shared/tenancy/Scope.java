package dev.waybill.shared.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, and in which workspace.
 *
 * @param workspaceId null for a system run
 * @param userId null when no person acts
 */
public record Scope(@Nullable Long workspaceId, @Nullable Long userId) {

    /** Until accounts exist everybody is the user that the first migration seeds. */
    public static final Scope SEEDED = new Scope(1L, 1L);

    /** The system itself, in no workspace. */
    public static final Scope SYSTEM = new Scope(null, null);
}
