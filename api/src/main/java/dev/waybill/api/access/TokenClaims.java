package dev.waybill.api.access;

import dev.waybill.shared.access.Identity;
import dev.waybill.shared.tenancy.Role;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a token's claims mean here, by the settings. */
final class TokenClaims {

    private static final int LONGEST = 255;

    private final JwtProperties properties;
    private final Map<String, Object> claims;

    TokenClaims(JwtProperties properties, Map<String, Object> claims) {
        this.properties = properties;
        this.claims = claims;
    }

    /** Empty when the token does not say who it is. */
    Optional<Identity> identity() {
        return text(properties.userClaim()).map(subject -> {
            String email = isTrue(claims.get("email_verified"))
                    ? text(properties.emailClaim()).orElse(null)
                    : null;
            String name = text(properties.nameClaim()).orElse(email == null ? subject : email);
            return new Identity(Objects.requireNonNull(properties.issuer()), subject, name, email);
        });
    }

    /** Number or name. */
    Optional<String> workspace() {
        Object claim = claim(properties.workspaceClaim());
        if (claim == null) {
            return Optional.ofNullable(properties.workspace());
        }
        return claim instanceof Integer || claim instanceof Long
                ? Optional.of(claim.toString())
                : text(properties.workspaceClaim());
    }

    /** Whether the token says the role, or else the workspace's list of members. */
    boolean saysRole() {
        return !properties.roleClaim().isEmpty();
    }

    /** The most powerful of the roles that are known here. */
    Optional<Role> role() {
        Object claim = claim(properties.roleClaim());
        Stream<?> words = claim instanceof Collection<?> many ? many.stream() : Stream.ofNullable(claim);
        return words.filter(String.class::isInstance)
                .map(properties.roles()::get)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /** Empty when the claim is neither true nor false: nobody gets more by a mistake. */
    Optional<Boolean> own() {
        Object claim = properties.ownClaim().isEmpty() ? null : claim(properties.ownClaim());
        if (claim == null) {
            return Optional.of(false);
        }
        return List.of("true", "false").contains(claim.toString()) ? Optional.of(isTrue(claim)) : Optional.empty();
    }

    private static boolean isTrue(@Nullable Object claim) {
        return claim != null && claim.toString().equals("true");
    }

    private Optional<String> text(String name) {
        return claim(name) instanceof String text && isStorable(text) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isStorable(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** By its name, or by a path in dots. */
    private @Nullable Object claim(String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        Object at = claims;
        for (String part : name.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return at;
    }
}
