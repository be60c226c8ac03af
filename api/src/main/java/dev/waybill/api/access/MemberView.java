package dev.waybill.api.access;

import dev.waybill.shared.access.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member as the API shows it.
 *
 * @param email null when none is known
 * @param createdAt when it became a member
 * @param serverTime when it was read, by the server's clock
 */
record MemberView(
        long userId, String name, @Nullable String email, String role, Instant createdAt, Instant serverTime) {

    static MemberView of(Member member, Instant now) {
        return new MemberView(
                member.userId(), member.name(), member.email(), member.role().word(), member.createdAt(), now);
    }
}
