package dev.waybill.shared.verify;

import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true of the ledger after every commit. Each check names the processes that fail it. */
final class LedgerChecks {

    private static final String EVENTS = """
            SELECT p.id, format('process %s: event_seq is %s, but it has %s events up to seq %s', p.id, p.event_seq,
                e.events, e.last) AS sentence
            FROM processes p CROSS JOIN LATERAL (
                SELECT count(*) AS events, max(seq) AS last, min(seq) AS first FROM process_events
                WHERE process_id = p.id) e
            WHERE p.id = ANY(:ids) AND (e.events, e.last, e.first) IS DISTINCT FROM (p.event_seq, p.event_seq, 1)
            """;

    private static final String LAST_EVENT = """
            SELECT p.id, format('process %s is %s, but its last event says %s', p.id, p.status, e.status) AS sentence
            FROM processes p JOIN process_events e ON e.process_id = p.id AND e.seq = p.event_seq
            WHERE p.id = ANY(:ids) AND e.status <> p.status
            """;

    private static final String COUNTERS = """
            SELECT p.id, format('process %s counts %s/%s/%s, but has items %s/%s/%s', p.id, p.succeeded_items,
                p.failed_items, p.skipped_items, i.succeeded, i.failed, i.skipped) AS sentence
            FROM processes p CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE status = 'success') AS succeeded,
                    count(*) FILTER (WHERE status = 'error') AS failed,
                    count(*) FILTER (WHERE status = 'skipped') AS skipped
                FROM process_items WHERE process_id = p.id) i
            WHERE p.id = ANY(:ids)
                AND (p.succeeded_items, p.failed_items, p.skipped_items) <> (i.succeeded, i.failed, i.skipped)
            """;

    // JobRunr forgets what has ended; what has not ended must be there
    private static final String JOB = """
            SELECT p.id, format('process %s is %s, but JobRunr''s job is %s', p.id, p.status,
                COALESCE(j.state, 'gone')) AS sentence
            FROM processes p LEFT JOIN jobrunr_jobs j ON j.id = p.job_id::text::bpchar
            WHERE p.id = ANY(:ids) AND NOT CASE p.status
                WHEN 'pending' THEN COALESCE(j.state IN ('ENQUEUED', 'SCHEDULED', 'AWAITING'), false)
                WHEN 'running' THEN COALESCE(j.state = 'PROCESSING', false)
                WHEN 'waiting_review' THEN COALESCE(j.state IN ('SUCCEEDED', 'DELETED'), true)
                WHEN 'completed' THEN COALESCE(j.state IN ('SUCCEEDED', 'DELETED'), true)
                WHEN 'failed' THEN COALESCE(j.state IN ('FAILED', 'DELETED'), true)
                ELSE COALESCE(j.state IN ('DELETED', 'SUCCEEDED'), true)
            END
            """;

    // whoever was told that a run was queued is told of all that follows
    private static final String UNTOLD = """
            SELECT e.process_id AS id, format('nobody was told of event %s (%s) of process %s', e.seq, e.type,
                e.process_id) AS sentence
            FROM process_events e JOIN processes p ON p.id = e.process_id AND p.user_id IS NOT NULL
            WHERE e.process_id = ANY(:ids) AND e.type IN ('completed', 'failed', 'cancelled', 'waiting_review')
                AND EXISTS (SELECT FROM notifications n WHERE n.process_id = e.process_id AND n.event_seq = 1)
                AND NOT EXISTS (SELECT FROM notifications n WHERE n.process_id = e.process_id AND n.event_seq = e.seq)
            """;

    private static final String TOLD_OF_NOTHING = """
            SELECT n.process_id AS id, format('notification %s (%s) of process %s tells of event %s, which is another',
                n.id, n.kind, n.process_id, n.event_seq) AS sentence
            FROM notifications n LEFT JOIN process_events e ON e.process_id = n.process_id AND e.seq = n.event_seq
            WHERE n.process_id = ANY(:ids) AND n.kind IS DISTINCT FROM CASE WHEN e.type IN ('failed', 'cancelled')
                THEN 'completed' ELSE e.type END
            """;

    private static final String JOBS_OF_NOTHING = """
            SELECT NULL::bigint AS id, format('JobRunr''s job %s (%s) stands for no process', j.id, j.state) AS sentence
            FROM jobrunr_jobs j LEFT JOIN processes p ON p.id = substring(j.jobAsJson FROM '"processId":([0-9]+)')::bigint
                AND p.job_id = trim(j.id)::uuid
            WHERE p.id IS NULL AND j.state IN ('AWAITING', 'SCHEDULED', 'ENQUEUED', 'PROCESSING', 'FAILED')
                AND j.jobSignature LIKE 'dev.waybill.shared.queue.RunProcessHandler%'
            """;

    private static final String NEXT = """
            SELECT id FROM processes WHERE id > :after ORDER BY id LIMIT :limit
            """;

    private static final String NEXT_CHANGED = """
            SELECT id FROM processes
            WHERE id > :after AND updated_at >= waybill_now() - make_interval(secs => :seconds) ORDER BY id LIMIT :limit
            """;

    private static final List<String> OF_PROCESSES =
            List.of(EVENTS, LAST_EVENT, COUNTERS, JOB, UNTOLD, TOLD_OF_NOTHING);

    private final JdbcClient jdbc;

    LedgerChecks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Divergence> ofProcesses(List<Long> ids) {
        return OF_PROCESSES.stream()
                .flatMap(sql -> found(jdbc.sql(sql).param("ids", ids.toArray(Long[]::new))).stream())
                .toList();
    }

    List<Divergence> ofJobs() {
        return found(jdbc.sql(JOBS_OF_NOTHING));
    }

    /** @param seconds only of those that changed within this time; null means all */
    List<Long> next(long after, int limit, @Nullable Double seconds) {
        return jdbc.sql(seconds == null ? NEXT : NEXT_CHANGED)
                .param("after", after)
                .param("limit", limit)
                .param("seconds", seconds, Types.DOUBLE)
                .query(Long.class)
                .list();
    }

    private static List<Divergence> found(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, index) -> new Divergence(row.getObject("id", Long.class), row.getString("sentence")))
                .list();
    }
}
