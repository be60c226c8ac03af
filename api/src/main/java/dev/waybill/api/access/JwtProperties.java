package dev.waybill.api.access;

import dev.waybill.shared.tenancy.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of bearer tokens, under {@code waybill.access.jwt}; without an issuer none is accepted. A claim's name may be a
 * path in dots.
 *
 * @param issuer whose tokens are accepted: exactly what their {@code iss} says
 * @param jwkSetUri where its keys are; null asks the issuer's discovery document
 * @param audiences of which a token must name one
 * @param algorithms of signatures that are accepted
 * @param clockSkew how far the issuer's clock may be off
 * @param userClaim who it is, for the issuer for ever
 * @param nameClaim what people call the user
 * @param emailClaim the user's address; believed only when {@code email_verified} is true
 * @param workspaceClaim number or name of the workspace
 * @param workspace the workspace of tokens that have no such claim; null refuses them
 * @param roleClaim a word, or several in an array, of which the most powerful one that is known counts; empty takes the
 *     member's role in the workspace
 * @param roles what words of that claim mean here; without any the roles' own names
 * @param ownClaim true limits the user to what it started; empty limits nobody
 */
@ConfigurationProperties("waybill.access.jwt")
public record JwtProperties(
        @Nullable String issuer,
        @Nullable URI jwkSetUri,
        @DefaultValue List<String> audiences,
        @DefaultValue({"RS256", "PS256", "ES256"}) List<String> algorithms,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("sub") String userClaim,
        @DefaultValue("name") String nameClaim,
        @DefaultValue("email") String emailClaim,
        @DefaultValue("workspace") String workspaceClaim,
        @Nullable String workspace,
        @DefaultValue("role") String roleClaim,
        @DefaultValue Map<String, Role> roles,
        @DefaultValue("") String ownClaim) {

    private static final List<String> PUBLIC_KEY_ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Duration LONGEST_SKEW = Duration.ofMinutes(5);

    public JwtProperties {
        audiences = List.copyOf(audiences);
        algorithms = List.copyOf(algorithms);
        roles = roles.isEmpty()
                ? Map.of("viewer", Role.VIEWER, "operator", Role.OPERATOR, "admin", Role.ADMIN)
                : Map.copyOf(roles);
        if (issuer != null && audiences.isEmpty()) {
            throw new IllegalArgumentException("waybill.access.jwt.audiences must say for whom tokens of "
                    + "waybill.access.jwt.issuer are: else one that was made for another application would do");
        }
        if (!PUBLIC_KEY_ALGORITHMS.containsAll(algorithms) || algorithms.isEmpty()) {
            throw new IllegalArgumentException("waybill.access.jwt.algorithms must be of "
                    + String.join(", ", PUBLIC_KEY_ALGORITHMS) + ": " + algorithms);
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(LONGEST_SKEW) > 0) {
            throw new IllegalArgumentException(
                    "waybill.access.jwt.clock-skew must be from 0 to " + LONGEST_SKEW + ": " + clockSkew);
        }
    }
}
