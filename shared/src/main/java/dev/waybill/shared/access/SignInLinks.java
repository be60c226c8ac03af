package dev.waybill.shared.access;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens that sign a browser in once, in place of a key that would have to be typed. */
public final class SignInLinks {

    private static final String MAKE = """
            INSERT INTO sign_in_links (token_hash, api_key_id, expires_at)
            VALUES (:hash, :key, waybill_now() + make_interval(secs => :seconds))
            """;

    private static final String REMOVE_OLD = "DELETE FROM sign_in_links WHERE expires_at < waybill_now()";

    private static final String REDEEM = """
            DELETE FROM sign_in_links WHERE token_hash = :hash
            RETURNING CASE WHEN expires_at > waybill_now() THEN api_key_id END
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public SignInLinks(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** A token that is good once, for so long; whoever has it is signed in as the key's holder. */
    public String make(long keyId, Duration lifetime) {
        String token = Secrets.token();
        roles.asSystem(() -> {
            jdbc.sql(REMOVE_OLD).update();
            return jdbc.sql(MAKE)
                    .param("hash", Secrets.hash(token))
                    .param("key", keyId)
                    .param("seconds", lifetime.toSeconds())
                    .update();
        });
        return token;
    }

    /** Uses the token up; the key it stands for, empty when it was used, is over, or never was. */
    public Optional<Long> redeem(String token) {
        return roles.asSystem(() -> jdbc.sql(REDEEM)
                .param("hash", Secrets.hash(token))
                .query((row, index) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .optional()
                .flatMap(key -> key));
    }
}
