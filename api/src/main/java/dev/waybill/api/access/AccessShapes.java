package dev.waybill.api.access;

import dev.waybill.api.http.Member;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What routes of keys, members and sessions take, as their description shows it. */
final class AccessShapes {

    private AccessShapes() {}

    /** Which keys. */
    record KeyQuery(
            @Nullable @Member(usual = "false", says = "Whether those that were revoked are shown, too.")
            Boolean revoked) {}

    /** A new key. */
    record KeyShape(
            @Size(max = 200) String name,

            @Member(
                    oneOf = {"viewer", "operator", "admin"},
                    says = "Not above yours, and not above its user's.")
            String role,

            @Nullable @Min(1) @Member(says = "The member as whom it acts; you.")
            Long userId,

            @Nullable @Member(usual = "false", says = "Only what its user started; not for admins.")
            Boolean own,

            @Nullable @Member(says = "In the future.") Instant expiresAt) {}

    /** A new member. */
    record MemberShape(
            @Size(max = 200) String name,

            @Nullable @Size(max = 200) @Pattern(regexp = "^[^@\\s]+@[^@\\s]+$")
            String email,

            @Member(oneOf = {"viewer", "operator", "admin"}) String role) {}

    /** What a member may do from now on. */
    record RoleShape(
            @Member(oneOf = {"viewer", "operator", "admin"}) String role) {}

    /** What a session is opened with. */
    record SessionShape(
            @Size(max = 200) @Member(says = "An API key.") String key) {}
}
