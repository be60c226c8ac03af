package dev.waybill.shared.locations;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The AI location imports of a user who is being deleted: they go with their user, their processes are cancelled first. */
public final class UserBatches {

    private static final String OF_USER = """
            SELECT id, workspace_id FROM ai_location_import_batches WHERE user_id = :user ORDER BY id LIMIT :limit
            """;

    private static final String DELETE = "DELETE FROM ai_location_import_batches WHERE id = :id";

    private static final int AT_A_TIME = 100;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ProcessQueue queue;
    private final LocationBatches batches;

    UserBatches(JdbcClient jdbc, RoleTransactions roles, ProcessQueue queue, LocationBatches batches) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.queue = queue;
        this.batches = batches;
    }

    /**
     * Deletes them in all workspaces, with their items, each in a transaction of its own; what was imported stays.
     *
     * @return how many there were
     */
    public int deleteAll(long userId) {
        int deleted = 0;
        List<Owned> owned = ofUser(userId);
        while (!owned.isEmpty()) {
            owned.forEach(this::delete);
            deleted += owned.size();
            owned = ofUser(userId);
        }
        return deleted;
    }

    private record Owned(long id, long workspaceId) {}

    private List<Owned> ofUser(long userId) {
        return roles.asRetention(() -> jdbc.sql(OF_USER)
                .param("user", userId)
                .param("limit", AT_A_TIME)
                .query(Owned.class)
                .list());
    }

    private void delete(Owned owned) {
        Scope scope = new Scope(owned.workspaceId(), null);
        roles.asTenant(scope, () -> {
            batches.hold(jdbc, owned.workspaceId(), owned.id()).ifPresent(held -> {
                cancel(scope, held.batch().applyProcessId(), held.apply());
                cancel(scope, held.batch().processId(), held.generate());
            });
            return roles.asRetention(
                    () -> jdbc.sql(DELETE).param("id", owned.id()).update());
        });
    }

    private void cancel(Scope scope, @Nullable ProcessId process, @Nullable ProcessStatus status) {
        if (status != null && !status.terminal()) {
            queue.cancel(Caller.of(scope), Objects.requireNonNull(process));
        }
    }
}
