package dev.waybill.shared.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, in which workspace, and how far.
 *
 * @param workspaceId null for a system run
 * @param userId null when no person acts
 * @param own only what this user started can be seen or moved; needs a user
 * @param origin for the audit log; two scopes that see the same may differ in it
 */
public record Scope(@Nullable Long workspaceId, @Nullable Long userId, Role role, boolean own, Origin origin) {

    /** The user that the first migration seeds, who may do everything. */
    public static final Scope SEEDED = new Scope(1L, 1L, Role.ADMIN, false);

    /** The system itself, in no workspace. */
    public static final Scope SYSTEM = new Scope(null, null);

    public Scope {
        if (own && userId == null) {
            throw new IllegalArgumentException("The scope own needs a user");
        }
    }

    /** By no request. */
    public Scope(@Nullable Long workspaceId, @Nullable Long userId, Role role, boolean own) {
        this(workspaceId, userId, role, own, Origin.NONE);
    }

    /** As a handler acts for its process: over the whole workspace, as an operator. */
    public Scope(@Nullable Long workspaceId, @Nullable Long userId) {
        this(workspaceId, userId, Role.OPERATOR, false);
    }
}
