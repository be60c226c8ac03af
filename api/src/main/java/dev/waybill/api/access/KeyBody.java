package dev.waybill.api.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body that asks for a key. */
final class KeyBody {

    private static final int LONGEST = 200;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private KeyBody() {}

    static ApiKey.Wanted read(ObjectNode body, Scope by, Instant now) {
        Members members = new Members(body);
        String name = members.requiredText("name", LONGEST);
        Role role = role(members);
        Long user = members.whole("user_id", 1, Long.MAX_VALUE);
        boolean own = Boolean.TRUE.equals(members.flag("own"));
        Instant expiresAt = members.instant("expires_at", LATEST);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            members.wrong("expires_at", "must not be over");
        }
        if (own && role == Role.ADMIN) {
            members.wrong("own", "and the role admin exclude each other");
        }
        members.done("The key does not fit");
        return new ApiKey.Wanted(
                name,
                user == null ? Objects.requireNonNull(by.userId()) : user,
                Objects.requireNonNull(role),
                own,
                expiresAt);
    }

    /** Null when it is wrong, which has been said then. */
    static @Nullable Role role(Members members) {
        String word = members.requiredText("role", LONGEST);
        Optional<Role> role = Arrays.stream(Role.values())
                .filter(one -> one.word().equals(word))
                .findFirst();
        if (!word.isEmpty() && role.isEmpty()) {
            members.wrong("role", "must be viewer, operator or admin");
        }
        return role.orElse(null);
    }
}
