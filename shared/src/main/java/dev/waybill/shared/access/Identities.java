package dev.waybill.shared.access;

import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which of our users an issuer's people are; those who are new become users. */
public final class Identities {

    private static final String FIND =
            "SELECT user_id FROM user_identities WHERE issuer = :issuer AND subject = :subject";

    /** Requests of one person come together at first: one of them makes the user. */
    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtext(:issuer), hashtext(:subject))";

    private static final String BY_EMAIL = "SELECT id FROM users WHERE email = :email";

    private static final String NEW_USER = """
            INSERT INTO users (name, email) VALUES (:name, :email)
            ON CONFLICT ON CONSTRAINT users_email_unique DO NOTHING
            RETURNING id
            """;

    private static final String REMEMBER =
            "INSERT INTO user_identities (issuer, subject, user_id) VALUES (:issuer, :subject, :user)";

    private static final String ROLE =
            "SELECT role FROM workspace_members WHERE workspace_id = :workspace AND user_id = :user";

    private static final String JOIN = """
            INSERT INTO workspace_members (workspace_id, user_id, role) VALUES (:workspace, :user, :role)
            ON CONFLICT ON CONSTRAINT workspace_members_pk DO NOTHING
            """;

    private static final String WORKSPACE_BY_ID = "SELECT id FROM workspaces WHERE id = :id";

    private static final String WORKSPACE_BY_NAME = "SELECT id FROM workspaces WHERE name = :name LIMIT 2";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public Identities(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** The user; made now if the issuer's subject, and the address, are seen for the first time. */
    public long user(Identity identity) {
        return roles.asSystem(() -> find(identity).orElseGet(() -> {
            jdbc.sql(ALONE)
                    .param("issuer", identity.issuer())
                    .param("subject", identity.subject())
                    .query((row, index) -> true)
                    .list();
            return find(identity).orElseGet(() -> make(identity));
        }));
    }

    /** A member's role; empty if the user is none. */
    public Optional<Role> role(long workspaceId, long userId) {
        return roles.asSystem(() -> jdbc.sql(ROLE)
                .param("workspace", workspaceId)
                .param("user", userId)
                .query((row, index) -> ApiKeys.role(row.getString(1)))
                .optional());
    }

    /** Makes the user a member of the workspace, unless it is one. */
    public void join(long workspaceId, long userId, Role role) {
        roles.asSystem(() -> jdbc.sql(JOIN)
                .param("workspace", workspaceId)
                .param("user", userId)
                .param("role", role.word())
                .update());
    }

    /** The workspace with this number or, if it is none, of this name; empty if there is none, or more than one. */
    public Optional<Long> workspace(String idOrName) {
        return roles.asSystem(() -> {
            List<Long> found = idOrName.matches("[1-9][0-9]{0,17}")
                    ? jdbc.sql(WORKSPACE_BY_ID)
                            .param("id", Long.parseLong(idOrName))
                            .query(Long.class)
                            .list()
                    : jdbc.sql(WORKSPACE_BY_NAME)
                            .param("name", idOrName)
                            .query(Long.class)
                            .list();
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        });
    }

    private Optional<Long> find(Identity identity) {
        return jdbc.sql(FIND)
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .query(Long.class)
                .optional();
    }

    private long make(Identity identity) {
        long user = byEmail(identity.email())
                .or(() -> insert(identity))
                .or(() -> byEmail(identity.email()))
                .orElseThrow();
        jdbc.sql(REMEMBER)
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .param("user", user)
                .update();
        return user;
    }

    /** Empty when somebody else has just been given the address. */
    private Optional<Long> insert(Identity identity) {
        return jdbc.sql(NEW_USER)
                .param("name", identity.name())
                .param("email", identity.email(), Types.VARCHAR)
                .query(Long.class)
                .optional();
    }

    private Optional<Long> byEmail(@Nullable String email) {
        return email == null
                ? Optional.empty()
                : jdbc.sql(BY_EMAIL).param("email", email).query(Long.class).optional();
    }
}
