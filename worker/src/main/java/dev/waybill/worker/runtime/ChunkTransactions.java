package dev.waybill.worker.runtime;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** A chunk's transaction: as the tenant of its process, and cancellable while it runs. */
final class ChunkTransactions {

    private final RoleTransactions roles;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final AttemptMeters meters;

    ChunkTransactions(RoleTransactions roles, DataSource dataSource, JdbcClient jdbc, AttemptMeters meters) {
        this.roles = roles;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /**
     * Runs the work and records its result, or neither.
     *
     * @throws Exception what the work or the record threw, with everything rolled back
     */
    ChunkResult run(RunningProcess running, Process process, Progress.ChunkWork work, Consumer<ChunkResult> record)
            throws Exception {
        Scope scope = new Scope(process.owner().workspaceId(), process.owner().userId());
        try {
            ChunkResult recorded = roles.asTenant(scope, () -> {
                running.enterTransaction(DataSourceUtils.getConnection(dataSource));
                try {
                    ChunkResult result = work.run(jdbc);
                    record.accept(result);
                    return result;
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new Checked(e);
                } finally {
                    running.leaveTransaction();
                }
            });
            meters.chunk(process.kind(), recorded);
            return recorded;
        } catch (Checked checked) {
            throw checked.failure;
        }
    }

    /** Carries a checked exception through the transaction, which it rolls back. */
    private static final class Checked extends RuntimeException {
        private final Exception failure;

        Checked(Exception failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
