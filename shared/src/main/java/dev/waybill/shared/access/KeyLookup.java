package dev.waybill.shared.access;

import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds who holds a key, before it is known in which workspace anything happens. */
public final class KeyLookup {

    /** A user who is no member any more takes all keys along. */
    static final String VALID = """
             FROM api_keys k
            JOIN workspace_members m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id
            WHERE k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > waybill_now())
            """;

    static final String HOLDER = """
            k.id, k.public_id, k.secret_hash, k.workspace_id, k.user_id, k.role, m.role AS member_role, k.own,
            k.expires_at
            """;

    private static final String FIND = """
            SELECT k.id, k.public_id, k.secret_hash, k.workspace_id, k.user_id, k.role, k.own, k.expires_at,
                COALESCE(m.role, 'viewer') AS member_role,
                k.revoked_at IS NULL AND m.role IS NOT NULL
                    AND (k.expires_at IS NULL OR k.expires_at > waybill_now()) AS valid
            FROM api_keys k
            LEFT JOIN workspace_members m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id
            WHERE k.public_id = :public_id
            """;

    private static final String STILL = "SELECT " + HOLDER + VALID + " AND k.id = ANY(:ids)";

    private static final String ANY = "SELECT EXISTS (SELECT " + VALID + ")";

    private static final String KNOWN = "SELECT EXISTS (SELECT FROM api_keys WHERE public_id = :public_id)";

    private static final String USED = """
            UPDATE api_keys SET last_used_at = waybill_now()
            WHERE id = :id AND (last_used_at IS NULL OR last_used_at < waybill_now() - interval '1 minute')
            """;

    /** One at a time, so that nodes that start together make one. */
    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtext('waybill.first_admin_key'))";

    private static final String FIRST = """
            SELECT a.workspace_id, a.user_id FROM workspace_members a
            WHERE a.role = 'admin' AND NOT EXISTS (SELECT
            """ + VALID + """
             AND k.role = 'admin' AND m.role = 'admin')
            ORDER BY a.workspace_id, a.user_id LIMIT 1
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ApiKeys keys;

    public KeyLookup(JdbcClient jdbc, RoleTransactions roles, ApiKeys keys) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.keys = keys;
    }

    /**
     * A key that was asked for.
     *
     * @param valid false when it is revoked or expired, or its user is no member any more
     */
    public record Found(KeyHolder holder, boolean valid) {}

    /** Empty when there is no key of this public id; the secret is for the caller to compare. */
    public Optional<Found> find(String publicId) {
        return roles.asSystem(() -> jdbc.sql(FIND)
                .param("public_id", publicId)
                .query((row, index) -> new Found(read(row, index), row.getBoolean("valid")))
                .optional());
    }

    /** Those of the keys that are still valid, as they are now. */
    public List<KeyHolder> stillValid(Collection<Long> ids) {
        return roles.asSystem(() -> jdbc.sql(STILL)
                .param("ids", ids.toArray(Long[]::new))
                .query(KeyLookup::read)
                .list());
    }

    /** Whether anybody holds a valid key. */
    public boolean any() {
        return roles.asSystem(() -> jdbc.sql(ANY).query(Boolean.class).single());
    }

    /** Remembers that it was used, at most once a minute. */
    public void used(long id) {
        roles.asSystem(() -> jdbc.sql(USED).param("id", id).update());
    }

    /** Whether there is, or was, a key of this public id. */
    public boolean known(String publicId) {
        return roles.asSystem(() -> jdbc.sql(KNOWN)
                .param("public_id", publicId)
                .query(Boolean.class)
                .single());
    }

    /**
     * Makes the first admin key, if no admin holds a valid one; stored like every other. One that was revoked is not
     * made again.
     *
     * @return whether it was made; false too when there is no admin whose it could be
     */
    public boolean makeFirst(KeyText text) {
        return roles.asSystem(() -> {
            jdbc.sql(ALONE).query((row, index) -> true).list();
            Optional<Scope> admin = jdbc.sql(FIRST)
                    .query((row, index) -> new Scope(row.getLong(1), row.getLong(2), Role.ADMIN, false))
                    .optional();
            return admin.filter(scope -> !known(text.publicId()))
                    .flatMap(scope -> keys.create(scope, wanted("first admin key", scope), text))
                    .isPresent();
        });
    }

    private static ApiKey.Wanted wanted(String name, Scope scope) {
        return new ApiKey.Wanted(name, Objects.requireNonNull(scope.userId()), scope.role(), scope.own(), null);
    }

    static KeyHolder read(ResultSet row, int index) throws SQLException {
        Role role = ApiKeys.role(row.getString("role"));
        Role member = ApiKeys.role(row.getString("member_role"));
        return new KeyHolder(
                row.getLong("id"),
                row.getString("public_id"),
                new KeyHolder.Secret(row.getBytes("secret_hash")),
                row.getLong("workspace_id"),
                row.getLong("user_id"),
                role.includes(member) ? member : role,
                row.getBoolean("own"),
                ApiKeys.instant(row, "expires_at"));
    }
}
