package dev.waybill.shared.verify;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares headers with their events, their items and JobRunr's rows, in batches, each in one snapshot: what runs meanwhile
 * does not disturb it. It changes nothing.
 */
public final class Verification {

    private static final int BATCH = 2_000;

    private final RoleTransactions roles;
    private final TransactionTemplate snapshot;
    private final LedgerChecks checks;

    public Verification(JdbcClient jdbc, RoleTransactions roles, PlatformTransactionManager transactionManager) {
        this.roles = roles;
        this.checks = new LedgerChecks(jdbc);
        this.snapshot = new TransactionTemplate(transactionManager);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /**
     * Looks at everything.
     *
     * @param found told of each divergence
     * @return how many processes were looked at
     */
    public long all(Consumer<Divergence> found) {
        long looked = batches(null, found);
        inSnapshot(checks::ofJobs).forEach(found);
        return looked;
    }

    /** The same for processes that changed within the given time. */
    public long changedWithin(Duration age, Consumer<Divergence> found) {
        return batches(age.toMillis() / 1000.0, found);
    }

    private long batches(@Nullable Double seconds, Consumer<Divergence> found) {
        long looked = 0;
        long after = 0;
        Batch batch;
        do {
            long from = after;
            batch = inSnapshot(() -> {
                List<Long> ids = checks.next(from, BATCH, seconds);
                return new Batch(ids, ids.isEmpty() ? List.of() : checks.ofProcesses(ids));
            });
            batch.divergences.forEach(found);
            looked += batch.ids.size();
            after = batch.ids.isEmpty() ? after : batch.ids.getLast();
        } while (batch.ids.size() == BATCH);
        return looked;
    }

    private <T> T inSnapshot(Supplier<T> work) {
        return Objects.requireNonNull(snapshot.execute(status -> roles.asRetention(work)));
    }

    private record Batch(List<Long> ids, List<Divergence> divergences) {}
}
