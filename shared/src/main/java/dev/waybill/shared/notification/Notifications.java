package dev.waybill.shared.notification;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A user's notifications in a workspace. Each method is one transaction, the caller's own if there is one. */
public final class Notifications {

    private static final String COLUMNS = "id, kind, process_id, payload, read_at, created_at";

    private static final String MINE = " FROM notifications WHERE workspace_id = :workspace AND user_id = :user ";

    private static final String LIST = "SELECT " + COLUMNS + MINE + "AND id < :before ORDER BY id DESC LIMIT :limit";

    private static final String LIST_UNREAD =
            "SELECT " + COLUMNS + MINE + "AND read_at IS NULL AND id < :before ORDER BY id DESC LIMIT :limit";

    private static final String FIND = "SELECT " + COLUMNS + MINE + "AND id = :id";

    private static final String COUNT_UNREAD =
            "SELECT count(*) FROM (SELECT id" + MINE + "AND read_at IS NULL LIMIT :most) AS unread";

    private static final String READ = """
            UPDATE notifications SET read_at = waybill_now()
            WHERE workspace_id = :workspace AND user_id = :user AND id = :id AND read_at IS NULL
            """;

    private static final String READ_ALL = """
            UPDATE notifications SET read_at = waybill_now()
            WHERE workspace_id = :workspace AND user_id = :user AND id <= :up_to AND read_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    Notifications(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /**
     * A page of them, newest first.
     *
     * @param before only ids under this one; null starts at the newest
     */
    public List<Notification> list(Scope scope, boolean unreadOnly, @Nullable Long before, int limit) {
        return roles.asTenant(
                scope,
                () -> mine(unreadOnly ? LIST_UNREAD : LIST, scope)
                        .param("before", before == null ? Long.MAX_VALUE : before)
                        .param("limit", limit)
                        .query(Notifications::read)
                        .list());
    }

    /** How many are unread; stops counting at the given number. */
    public int unread(Scope scope, int most) {
        return roles.asTenant(
                scope,
                () -> mine(COUNT_UNREAD, scope)
                        .param("most", most)
                        .query(Integer.class)
                        .single());
    }

    /** Marks one as read, if it was not; empty if the user has no such notification. */
    public Optional<Notification> read(Scope scope, long id) {
        return roles.asTenant(scope, () -> {
            mine(READ, scope).param("id", id).update();
            return mine(FIND, scope).param("id", id).query(Notifications::read).optional();
        });
    }

    /** Marks all up to this id as read, so that what came since stays unread; returns how many were not. */
    public int readAll(Scope scope, long upTo) {
        return roles.asTenant(
                scope, () -> mine(READ_ALL, scope).param("up_to", upTo).update());
    }

    private JdbcClient.StatementSpec mine(String sql, Scope scope) {
        return jdbc.sql(sql).param("workspace", scope.workspaceId()).param("user", scope.userId());
    }

    private static Notification read(ResultSet row, int index) throws SQLException {
        OffsetDateTime readAt = row.getObject("read_at", OffsetDateTime.class);
        return new Notification(
                row.getLong("id"),
                row.getString("kind"),
                row.getObject("process_id", Long.class),
                Objects.requireNonNull(JobJson.read(row.getString("payload"))),
                readAt == null ? null : readAt.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
