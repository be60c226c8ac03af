package dev.waybill.testkit;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is true of the ledger after every commit, whoever commits what at the same time: header, events, items,
 * notifications and JobRunr's row agree. Looked at in one snapshot.
 */
public final class LedgerInvariants {

    private static final String GAPS = """
            SELECT format('process %s: event_seq is %s, but it has %s events up to seq %s', p.id, p.event_seq,
                count(e.id), max(e.seq))
            FROM processes p LEFT JOIN process_events e ON e.process_id = p.id
            GROUP BY p.id HAVING count(e.id) <> p.event_seq OR max(e.seq) <> p.event_seq OR min(e.seq) <> 1
            """;

    private static final String STATUS_OF_LAST_EVENT = """
            SELECT format('process %s is %s, but its last event says %s', p.id, p.status, e.status)
            FROM processes p JOIN process_events e ON e.process_id = p.id AND e.seq = p.event_seq
            WHERE e.status <> p.status
            """;

    private static final String COUNTERS = """
            SELECT format('process %s counts %s/%s/%s, but has items %s/%s/%s', p.id, p.succeeded_items, p.failed_items,
                p.skipped_items, i.succeeded, i.failed, i.skipped)
            FROM processes p CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE status = 'success') AS succeeded,
                    count(*) FILTER (WHERE status = 'error') AS failed,
                    count(*) FILTER (WHERE status = 'skipped') AS skipped
                FROM process_items WHERE process_id = p.id) i
            WHERE (p.succeeded_items, p.failed_items, p.skipped_items) <> (i.succeeded, i.failed, i.skipped)
            """;

    private static final String JOBRUNR = """
            SELECT format('process %s is %s, but JobRunr''s job is %s', p.id, p.status, COALESCE(j.state, 'gone'))
            FROM processes p LEFT JOIN jobrunr_jobs j ON j.id = p.job_id::text::bpchar
            WHERE NOT CASE p.status
                WHEN 'pending' THEN COALESCE(j.state IN ('ENQUEUED', 'SCHEDULED', 'AWAITING'), false)
                WHEN 'running' THEN COALESCE(j.state = 'PROCESSING', false)
                WHEN 'waiting_review' THEN COALESCE(j.state IN ('SUCCEEDED', 'DELETED'), true)
                WHEN 'completed' THEN COALESCE(j.state IN ('SUCCEEDED', 'DELETED'), true)
                WHEN 'failed' THEN COALESCE(j.state IN ('FAILED', 'DELETED'), true)
                ELSE COALESCE(j.state IN ('DELETED', 'SUCCEEDED'), true)
            END
            """;

    private static final String ORPHANS = """
            SELECT format('JobRunr''s job %s (%s) stands for no process', j.id, j.state)
            FROM jobrunr_jobs j LEFT JOIN processes p ON p.job_id::text::bpchar = j.id
            WHERE p.id IS NULL AND j.state NOT IN ('SUCCEEDED', 'DELETED')
                AND j.jobSignature LIKE 'dev.waybill.shared.queue.RunProcessHandler%'
            """;

    /* Whoever was told that a run was queued is told of all that follows. */
    private static final String UNTOLD = """
            SELECT format('nobody was told of event %s (%s) of process %s', e.seq, e.type, e.process_id)
            FROM process_events e JOIN processes p ON p.id = e.process_id AND p.user_id IS NOT NULL
            WHERE e.type IN ('completed', 'failed', 'cancelled', 'waiting_review')
                AND EXISTS (SELECT FROM notifications n WHERE n.process_id = e.process_id AND n.event_seq = 1)
                AND NOT EXISTS (SELECT FROM notifications n WHERE n.process_id = e.process_id AND n.event_seq = e.seq)
            """;

    private static final String TOLD_OF_NOTHING = """
            SELECT format('notification %s (%s) of process %s tells of event %s, which is another', n.id, n.kind,
                n.process_id, n.event_seq)
            FROM notifications n LEFT JOIN process_events e ON e.process_id = n.process_id AND e.seq = n.event_seq
            WHERE n.process_id IS NOT NULL AND n.kind IS DISTINCT FROM CASE WHEN e.type IN ('failed', 'cancelled')
                THEN 'completed' ELSE e.type END
            """;

    private LedgerInvariants() {}

    /** A sentence for each violation; empty when all is well. */
    public static List<String> violations(DataSource dataSource) {
        TransactionTemplate snapshot = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        List<String> found = snapshot.execute(status ->
                List.of(GAPS, STATUS_OF_LAST_EVENT, COUNTERS, JOBRUNR, ORPHANS, UNTOLD, TOLD_OF_NOTHING).stream()
                        .flatMap(sql -> jdbc.sql(sql).query(String.class).list().stream())
                        .toList());
        return found == null ? List.of() : found;
    }
}
