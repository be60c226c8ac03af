package dev.waybill.standalone;

import dev.waybill.api.access.FirstAdminKey;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.access.SignInLinks;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/** Lets whoever sits at this machine in: the first key, a link for the browser, and the demonstration. */
final class LocalAccess {

    private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);
    private static final Duration DEMONSTRATION = Duration.ofHours(1);
    private static final String BROWSER = "local browser";
    private static final int ALL = 1_000;

    private final Environment environment;
    private final ApiKeys keys;
    private final SignInLinks links;
    private final FirstAdminKey first;
    private final Clock clock;

    LocalAccess(ApplicationContext context) {
        this.environment = context.getEnvironment();
        this.keys = context.getBean(ApiKeys.class);
        this.links = context.getBean(SignInLinks.class);
        this.first = context.getBean(FirstAdminKey.class);
        this.clock = context.getBean(Clock.class);
    }

    /** Prints the key that this start has made up; no other start knows it. */
    void printFirstKey(PrintStream out) {
        String key = environment.getProperty(FirstKey.PROPERTY);
        if (key != null && first.made()) {
            out.println("Your admin key, shown this once: " + key);
            out.println();
            out.flush();
        }
    }

    /** Signs a browser of this machine in, once; empty when the local user is no admin any more. */
    Optional<URI> link(URI api) {
        return browserKey().map(key -> api.resolve("/api/session/link/" + links.make(key, LINK_LIFETIME)));
    }

    /** Does something with a key that is revoked after it. */
    boolean withKey(Function<String, Boolean> work) {
        ApiKey.Made made = make("demonstration", Role.OPERATOR, DEMONSTRATION)
                .orElseThrow(() -> new IllegalStateException("the local user is no member of its workspace any more"));
        try {
            return work.apply(made.text().text());
        } finally {
            keys.revoke(Scope.SEEDED, made.key().id());
        }
    }

    /** Nobody knows its secret: browsers have sessions of it, and an admin can revoke it. */
    private Optional<Long> browserKey() {
        return keys.page(Scope.SEEDED, false, null, ALL).stream()
                .filter(key -> key.name().equals(BROWSER) && key.expiresAt() == null)
                .map(ApiKey::id)
                .findFirst()
                .or(() -> make(BROWSER, Role.ADMIN, null).map(made -> made.key().id()));
    }

    private Optional<ApiKey.Made> make(String name, Role role, @Nullable Duration lifetime) {
        long user = Objects.requireNonNull(Scope.SEEDED.userId());
        return keys.create(
                Scope.SEEDED,
                new ApiKey.Wanted(
                        name,
                        user,
                        role,
                        false,
                        lifetime == null ? null : clock.instant().plus(lifetime)));
    }
}
