package dev.waybill.shared.reviewpack;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The secret that signs links while none is configured: made by whichever node needs it first, the same for all. */
public final class LinkSecrets {

    private static final int BYTES = 32;

    private static final String OFFER = """
            INSERT INTO review_pack_link_secrets (secret) VALUES (:secret) ON CONFLICT DO NOTHING
            """;

    private static final String FIND = "SELECT secret FROM review_pack_link_secrets";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    LinkSecrets(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** 32 random bytes. */
    public byte[] shared() {
        return roles.asSystem(
                () -> jdbc.sql(FIND).query(LinkSecrets::secret).optional().orElseGet(this::offer));
    }

    private byte[] offer() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        jdbc.sql(OFFER).param("secret", secret).update();
        return jdbc.sql(FIND).query(LinkSecrets::secret).single();
    }

    private static byte[] secret(java.sql.ResultSet row, int index) throws java.sql.SQLException {
        return row.getBytes("secret");
    }
}
