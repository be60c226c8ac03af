package dev.waybill.bench;

import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Waybill with everything on: ledger, events, leases, sequence numbers, row security. Its jobs are a service's, as its peers'
 * are, or a person's, who is notified of each.
 */
final class WaybillContender implements Contender {

    /** What a node serves that has many of them. */
    static final int WORKSPACES = 1_000;

    private static final int AT_A_TIME = 10_000;

    private final Database database;
    private final int workspaces;
    private final boolean notifies;
    private long lastBefore;
    private @Nullable ConfigurableApplicationContext context;

    /**
     * @param workspaces that the jobs are spread over, from the first on
     * @param notifies whether a person of the first starts them
     */
    WaybillContender(Database database, int workspaces, boolean notifies) {
        this.database = database;
        this.workspaces = workspaces;
        this.notifies = notifies;
    }

    @Override
    public void migrate() {
        Waybill.caller(database).close();
        database.jdbc()
                .sql("INSERT INTO workspaces (name) SELECT 'workspace ' || n FROM generate_series(2, :count) n")
                .param("count", workspaces)
                .update();
    }

    @Override
    public void enqueue(int jobs) {
        lastBefore = database.jdbc()
                .sql("SELECT COALESCE(max(id), 0) FROM processes")
                .query(Long.class)
                .single();
        try (ConfigurableApplicationContext caller = Waybill.caller(database)) {
            BulkSubmission bulk = caller.getBean(BulkSubmission.class);
            for (int from = 0; from < jobs; from += AT_A_TIME) {
                List<Submitted> unused = bulk.all(LongStream.range(from, Math.min(jobs, from + AT_A_TIME))
                        .mapToObj(this::submission)
                        .toList());
            }
        }
    }

    private Submission submission(long number) {
        long workspace = 1 + number % workspaces;
        return Waybill.nothing(notifies ? Scope.SEEDED : new Scope(workspace, null), number);
    }

    @Override
    public void start(int workers, LongConsumer ran) {
        context = Waybill.worker(database, workers, ran);
    }

    @Override
    public long ended() {
        return database.jdbc()
                .sql("SELECT count(*) FROM processes WHERE id > :before AND status = 'completed'")
                .param("before", lastBefore)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
