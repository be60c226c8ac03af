package dev.waybill.shared.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.queue.Wakeups;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who belongs to a workspace, and with which role. Each method is one transaction, the caller's own if there is one. */
public final class WorkspaceMembers {

    private static final String SELECT = """
            SELECT m.user_id, u.name, u.email, m.role, m.created_at
            FROM workspace_members m JOIN users u ON u.id = m.user_id
            WHERE m.workspace_id = :workspace
            """;

    private static final String PAGE = SELECT + " AND m.user_id > :after ORDER BY m.user_id LIMIT :limit";

    private static final String FIND = SELECT + " AND m.user_id = :user";

    private static final String NAMES = """
            SELECT u.name AS user_name, u.email, w.name AS workspace_name
            FROM users u CROSS JOIN workspaces w WHERE u.id = :user AND w.id = :workspace
            """;

    private static final String LOCK_ADMINS = """
            SELECT user_id FROM workspace_members WHERE workspace_id = :workspace AND role = 'admin'
            ORDER BY user_id FOR UPDATE
            """;

    private static final String USER_OF = "SELECT id FROM users WHERE email = :email";

    private static final String NEW_USER = """
            INSERT INTO users (name, email) VALUES (:name, :email)
            ON CONFLICT ON CONSTRAINT users_email_unique DO NOTHING RETURNING id
            """;

    private static final String ADD = """
            INSERT INTO workspace_members (workspace_id, user_id, role) VALUES (:workspace, :user, :role)
            ON CONFLICT ON CONSTRAINT workspace_members_pk DO NOTHING
            """;

    private static final String CHANGE = """
            UPDATE workspace_members SET role = :role
            WHERE workspace_id = :workspace AND user_id = :user AND role <> :role
            """;

    private static final String REMOVE =
            "DELETE FROM workspace_members WHERE workspace_id = :workspace AND user_id = :user";

    private static final String REVOKE_KEYS = """
            UPDATE api_keys SET revoked_at = waybill_now()
            WHERE workspace_id = :workspace AND user_id = :user AND revoked_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final AuditLog audit;
    private final Wakeups wakeups;

    public WorkspaceMembers(JdbcClient jdbc, RoleTransactions roles, AuditLog audit, Wakeups wakeups) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.audit = audit;
        this.wakeups = wakeups;
    }

    /** What people call who acts, and where. */
    public record Names(String user, @Nullable String email, String workspace) {}

    /** Of whoever asks. */
    public Names names(Scope scope) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(NAMES)
                        .param("user", scope.userId())
                        .param("workspace", scope.workspaceId())
                        .query((row, index) -> new Names(
                                row.getString("user_name"), row.getString("email"), row.getString("workspace_name")))
                        .single());
    }

    /**
     * A page of members, by their ids.
     *
     * @param after only ids above this one; null starts at the lowest
     */
    public List<Member> page(Scope scope, @Nullable Long after, int limit) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(PAGE)
                        .param("workspace", scope.workspaceId())
                        .param("after", after == null ? 0 : after)
                        .param("limit", limit)
                        .query(WorkspaceMembers::read)
                        .list());
    }

    /** The member; empty if the workspace has none with this id. */
    public Optional<Member> find(Scope scope, long userId) {
        return roles.asTenant(
                scope,
                () -> jdbc.sql(FIND)
                        .param("workspace", scope.workspaceId())
                        .param("user", userId)
                        .query(WorkspaceMembers::read)
                        .optional());
    }

    /**
     * Makes somebody a member: the user who has the address, or a new one.
     *
     * @param email null for somebody without one
     * @return empty when the user is a member already
     */
    public Optional<Member> add(Scope by, String name, @Nullable String email, Role role) {
        return roles.asTenant(by, () -> {
            long userId = roles.asSystem(() -> user(name, email));
            boolean added = jdbc.sql(ADD)
                            .param("workspace", by.workspaceId())
                            .param("user", userId)
                            .param("role", role.word())
                            .update()
                    > 0;
            if (!added) {
                return Optional.empty();
            }
            audit.record(by, "member.added", "user", userId, details().put("role", role.word()));
            return find(by, userId);
        });
    }

    /** Gives a member another role; from then on the member's keys can do no more than it. */
    public Member.Change change(Scope by, long userId, Role role) {
        return roles.asTenant(by, () -> {
            Member before = lockedMember(by, userId);
            if (before == null) {
                return new Member.Change.Unknown();
            }
            if (role != Role.ADMIN && isLastAdmin(by, before)) {
                return new Member.Change.LastAdmin();
            }
            boolean changed = jdbc.sql(CHANGE)
                            .param("workspace", by.workspaceId())
                            .param("user", userId)
                            .param("role", role.word())
                            .update()
                    > 0;
            if (changed) {
                ObjectNode details = details().put("from", before.role().word()).put("to", role.word());
                audit.record(by, "member.changed", "user", userId, details);
                wakeups.accessChanged();
            }
            return new Member.Change.Done(find(by, userId).orElseThrow());
        });
    }

    /** Takes a member's access away; its keys are revoked, what it did stays. */
    public Member.Change remove(Scope by, long userId) {
        return roles.asTenant(by, () -> {
            Member before = lockedMember(by, userId);
            if (before == null) {
                return new Member.Change.Unknown();
            }
            if (isLastAdmin(by, before)) {
                return new Member.Change.LastAdmin();
            }
            int keys = ofMember(REVOKE_KEYS, by, userId);
            ofMember(REMOVE, by, userId);
            ObjectNode details = details().put("role", before.role().word()).put("keys_revoked", keys);
            audit.record(by, "member.removed", "user", userId, details);
            wakeups.accessChanged();
            return new Member.Change.Done(before);
        });
    }

    /** Changes of admins take turns, so that two cannot remove each other. Null if there is none. */
    private @Nullable Member lockedMember(Scope by, long userId) {
        lockAdmins(by);
        return find(by, userId).orElse(null);
    }

    private boolean isLastAdmin(Scope by, Member member) {
        return lockAdmins(by).equals(List.of(member.userId()));
    }

    private List<Long> lockAdmins(Scope by) {
        return jdbc.sql(LOCK_ADMINS)
                .param("workspace", by.workspaceId())
                .query(Long.class)
                .list();
    }

    private int ofMember(String statement, Scope by, long userId) {
        return jdbc.sql(statement)
                .param("workspace", by.workspaceId())
                .param("user", userId)
                .update();
    }

    private long user(String name, @Nullable String email) {
        return jdbc.sql(NEW_USER)
                .param("name", name)
                .param("email", email, Types.VARCHAR)
                .query(Long.class)
                .optional()
                .orElseGet(() -> jdbc.sql(USER_OF)
                        .param("email", Objects.requireNonNull(email))
                        .query(Long.class)
                        .single());
    }

    private static ObjectNode details() {
        return JobJson.MAPPER.createObjectNode();
    }

    private static Member read(ResultSet row, int index) throws SQLException {
        return new Member(
                row.getLong("user_id"),
                row.getString("name"),
                row.getString("email"),
                ApiKeys.role(row.getString("role")),
                Objects.requireNonNull(ApiKeys.instant(row, "created_at")));
    }
}
