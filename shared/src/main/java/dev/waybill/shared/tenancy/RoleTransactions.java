package dev.waybill.shared.tenancy;

import dev.waybill.shared.database.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in a transaction under one of the database roles of DESIGN.md section 7. Inside a transaction that is already
 * open the work joins it, and the role and scope of before are restored after it, however it ends.
 */
public final class RoleTransactions {

    private static final String ENTER = """
            SELECT COALESCE(current_setting('role', true), 'none') AS role,
                   COALESCE(current_setting('waybill.workspace_id', true), '') AS workspace_id,
                   COALESCE(current_setting('waybill.user_id', true), '') AS user_id,
                   COALESCE(current_setting('waybill.role', true), '') AS member_role,
                   COALESCE(current_setting('waybill.own', true), '') AS own,
                   current_setting('plan_cache_mode') AS plans,
                   set_config('role', :role, true),
                   set_config('waybill.workspace_id', :workspace_id, true),
                   set_config('waybill.user_id', :user_id, true),
                   set_config('waybill.role', :member_role, true),
                   set_config('waybill.own', :own, true),
                   set_config('plan_cache_mode', :plans, true),
                   set_config('enable_seqscan', :scans, true),
                   set_config('enable_hashjoin', :scans, true),
                   set_config('enable_mergejoin', :scans, true),
                   set_config('enable_sort', :scans, true),
                   set_config('enable_incremental_sort', :scans, true)
            """;

    private static final String PLANNED_EACH_TIME = "auto";
    private static final String PLANNED_ONCE = "force_generic_plan";
    private static final Session WRITER = new Session("waybill_runtime", "", "", "", "", PLANNED_ONCE);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    public RoleTransactions(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRED);
    }

    /** As {@code waybill_tenant}: what requests and handlers do, bound to one workspace. */
    public <T extends @Nullable Object> T asTenant(Scope scope, Supplier<T> work) {
        return inRole(
                new Session(
                        "waybill_tenant",
                        text(scope.workspaceId()),
                        text(scope.userId()),
                        scope.role().word(),
                        scope.own() ? "true" : "",
                        PLANNED_EACH_TIME),
                work);
    }

    /** As {@code waybill_runtime}: the ledger and the queue, over all workspaces. For these alone; HouseRules says so. */
    public <T extends @Nullable Object> T asRuntime(Supplier<T> work) {
        return inRole(new Session("waybill_runtime", "", "", "", "", PLANNED_EACH_TIME), work);
    }

    /**
     * The same for the few statements that every job makes. They are planned once a connection, whatever their values:
     * planning a write of {@code processes}, with all of its indexes, takes longer than the write. They go by indexes alone,
     * and in the order of an index where they have an order: a plan that was made while a table was small must serve when it is
     * large.
     */
    public <T extends @Nullable Object> T asWriter(Supplier<T> work) {
        return inRole(WRITER, work);
    }

    /**
     * The same for work that changes the role itself, by asking what it is handed before anything else: together with a
     * question of its own, say, in one round trip.
     */
    public <T extends @Nullable Object> T asEnteringWriter(Function<Question<?>, T> work) {
        Passage passage = new Passage();
        return joining(passage, () -> work.apply(entering(WRITER, passage)));
    }

    /** As {@code waybill_retention}: what the system removes, over all workspaces. */
    public <T extends @Nullable Object> T asRetention(Supplier<T> work) {
        return inRole(new Session("waybill_retention", "", "", "", "", PLANNED_EACH_TIME), work);
    }

    /**
     * As {@code waybill_system}: what serves all workspaces beside the ledger, over all of them: the audit log, webhooks on
     * their way, signatures, the limits of providers. It cannot touch the ledger.
     */
    public <T extends @Nullable Object> T asSystem(Supplier<T> work) {
        return inRole(new Session("waybill_system", "", "", "", "", PLANNED_EACH_TIME), work);
    }

    private <T extends @Nullable Object> T inRole(Session session, Supplier<T> work) {
        Passage passage = new Passage();
        return joining(passage, () -> {
            entering(session, passage).ask(jdbc);
            return work.get();
        });
    }

    private <T extends @Nullable Object> T joining(Passage passage, Supplier<T> work) {
        boolean joins = TransactionSynchronizationManager.isActualTransactionActive();
        return transactions.execute(status -> joins ? restoring(passage, work) : work.get());
    }

    private <T extends @Nullable Object> T restoring(Passage passage, Supplier<T> work) {
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error failure) {
            try {
                restore(passage);
            } catch (RuntimeException aborted) {
                // the statement that failed has aborted the transaction; its end resets the role
                failure.addSuppressed(aborted);
            }
            throw failure;
        }
        restore(passage);
        return result;
    }

    private void restore(Passage passage) {
        Session before = passage.before;
        if (before != null) {
            entering(before, new Passage()).ask(jdbc);
        }
    }

    private static Question<Session> entering(Session session, Passage passage) {
        return new Question<>(
                ENTER,
                Map.of(
                        "role", session.role,
                        "workspace_id", session.workspaceId,
                        "user_id", session.userId,
                        "member_role", session.memberRole,
                        "own", session.own,
                        "plans", session.plans,
                        "scans", session.plans.equals(PLANNED_ONCE) ? "off" : "on"),
                passage);
    }

    private static String text(@Nullable Long id) {
        return id == null ? "" : id.toString();
    }

    private record Session(
            String role, String workspaceId, String userId, String memberRole, String own, String plans) {}

    /** A change of role: what was before, once it has been made. */
    private static final class Passage implements RowMapper<Session> {

        private @Nullable Session before;

        @Override
        public Session mapRow(ResultSet row, int index) throws SQLException {
            before = new Session(
                    row.getString("role"),
                    row.getString("workspace_id"),
                    row.getString("user_id"),
                    row.getString("member_role"),
                    row.getString("own"),
                    row.getString("plans"));
            return before;
        }
    }
}
