package dev.waybill.shared.access;

import dev.waybill.shared.tenancy.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user in a workspace.
 *
 * @param email null when none is known
 * @param createdAt when it became a member
 */
public record Member(long userId, String name, @Nullable String email, Role role, Instant createdAt) {

    /** What became of a change. */
    public sealed interface Change {
        /** It is done, and that is who it is now. */
        record Done(Member member) implements Change {}

        /** Nobody of the workspace has this id. */
        record Unknown() implements Change {}

        /** Refused: nobody could manage the workspace any more. */
        record LastAdmin() implements Change {}
    }
}
