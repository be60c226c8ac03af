package dev.waybill.api.access;

import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.access.Identities;
import dev.waybill.shared.access.Identity;
import dev.waybill.shared.tenancy.Role;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Says whom a token of the issuer stands for. */
final class TokenCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);

    private final JwtProperties properties;
    private final JwtDecoder decoder;
    private final Identities identities;
    private final FailedSignIns failures;
    private final BriefCache<Place, Person> known;

    TokenCheck(
            JwtProperties properties,
            JwtDecoder decoder,
            Identities identities,
            FailedSignIns failures,
            Duration keep) {
        this.properties = properties;
        this.decoder = decoder;
        this.identities = identities;
        this.failures = failures;
        this.known = new BriefCache<>(keep);
    }

    /**
     * Somebody in a workspace.
     *
     * @param member the member's role; used when the token does not say one
     */
    record Person(long workspaceId, long userId, Optional<Role> member) {}

    /** What is asked of a token. */
    record Shown(Jwt jwt, Identity identity, Person person, Role role, boolean own, boolean roleOfMember) {}

    /** @throws RequestRefused {@code unauthenticated}, {@code rate_limited} or {@code unavailable} */
    Shown check(String token, String address) {
        Jwt jwt = decode(token, address);
        TokenClaims claims = new TokenClaims(properties, jwt.getClaims());
        Identity identity = claims.identity().orElseThrow(() -> missing("user"));
        String workspace = claims.workspace().orElseThrow(() -> missing("workspace"));
        boolean own = claims.own().orElseThrow(() -> missing("own"));
        Optional<Role> said = claims.saysRole() ? claims.role() : Optional.empty();
        if (claims.saysRole() && said.isEmpty()) {
            throw missing("role");
        }
        Person person =
                known.get(new Place(identity, workspace, said), this::person).orElseThrow(() -> missing("workspace"));
        Role role = said.or(person::member).orElseThrow(() -> missing("role"));
        return new Shown(jwt, identity, person, role, own, !claims.saysRole());
    }

    /** Something has changed. */
    void forget() {
        known.forget();
    }

    private Optional<Person> person(Place place) {
        return identities
                .workspace(place.workspace)
                .map(workspaceId -> {
                    long userId = identities.user(place.identity);
                    place.said.ifPresent(role -> identities.join(workspaceId, userId, role));
                    return new Person(workspaceId, userId, identities.role(workspaceId, userId));
                })
                // who becomes a member in a moment is not kept out until then
                .filter(person -> place.said.or(person::member).isPresent());
    }

    private Jwt decode(String token, String address) {
        try {
            return decoder.decode(token);
        } catch (JwtValidationException refused) {
            // its signature is right: nobody is guessing
            throw AccessProblems.invalid("The token has expired, is not valid yet, or was made for somebody else");
        } catch (BadJwtException refused) {
            throw unsigned(address);
        } catch (JwtException | IllegalArgumentException outage) {
            LOG.warn("The issuer's keys cannot be read: {}", outage.getMessage());
            throw new RequestRefused(Problem.of(Reason.UNAVAILABLE, "The issuer of tokens does not answer")
                    .withHeader(HttpHeaders.RETRY_AFTER, "5"));
        }
    }

    private RequestRefused unsigned(String address) {
        Optional<Duration> pause = failures.pauseOfAddress(address);
        failures.failed(address, null);
        return pause.map(AccessProblems::slowed)
                .orElseGet(() -> AccessProblems.invalid("The token is none that the issuer has signed"));
    }

    private static RequestRefused missing(String what) {
        return AccessProblems.invalid("The token names no " + what + " that is known here");
    }

    private record Place(Identity identity, String workspace, Optional<Role> said) {}
}
