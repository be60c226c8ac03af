package dev.waybill.api.access;

import dev.waybill.shared.access.WorkspaceMembers;
import dev.waybill.shared.tenancy.Scope;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the API says it.
 *
 * @param role what the caller may do
 * @param own whether only what the user started is its to see
 * @param expiresAt when the credential ends at the latest; null when it does not
 * @param csrfToken what every write of a session sends as {@code X-CSRF-Token}; null for keys and tokens, which need none
 * @param serverTime when it was read, by the server's clock
 */
record SessionView(
        User user,
        Workspace workspace,
        String role,
        boolean own,
        @Nullable Instant expiresAt,
        @Nullable String csrfToken,
        Instant serverTime) {

    /** @param email null when none is known */
    record User(long id, String name, @Nullable String email) {}

    /** The one in which everything happens. */
    record Workspace(long id, String name) {}

    static SessionView of(
            Scope scope,
            WorkspaceMembers.Names names,
            @Nullable Instant expiresAt,
            @Nullable String csrfToken,
            Instant now) {
        return new SessionView(
                new User(Objects.requireNonNull(scope.userId()), names.user(), names.email()),
                new Workspace(Objects.requireNonNull(scope.workspaceId()), names.workspace()),
                scope.role().word(),
                scope.own(),
                expiresAt,
                csrfToken,
                now);
    }
}
