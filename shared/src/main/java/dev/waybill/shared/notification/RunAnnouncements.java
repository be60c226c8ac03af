package dev.waybill.shared.notification;

import dev.waybill.shared.process.Announcements;
import dev.waybill.shared.process.ProcessId;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes notifications of runs that a person started, and what is to be delivered to the webhooks of their workspace, in
 * one statement in the transaction of the change. One a log entry: a run that starts over is told of again.
 */
final class RunAnnouncements implements Announcements {

    /*
     * The payload holds what the seed asks for; no sentence about a single item, which could quote its content. The deliveries
     * look into processes again, by its key: rows of one part of a statement are joined to those of another one by one.
     */
    private static final String ANNOUNCE = """
            WITH run AS (
                SELECT p.id, p.workspace_id, p.user_id, p.tenant_id, p.type, p.subtype, p.name, p.resource, p.action,
                    p.event_seq, p.reason_code, p.error_message, p.failures, p.total_items, p.processed_items,
                    p.succeeded_items, p.failed_items, p.skipped_items, operator_status(p.status, p.outcome) AS bucket,
                    CASE WHEN :reminder THEN 'reminder' WHEN p.status = 'pending' THEN 'queued'
                        WHEN p.status = 'waiting_review' THEN 'waiting_review' ELSE 'completed' END AS kind
                FROM processes p
                WHERE p.id = ANY(:ids) AND p.user_id IS NOT NULL AND p.workspace_id IS NOT NULL
                    AND p.parent_id IS NULL AND p.label <> ALL(:internal)
            ), told AS (
                INSERT INTO notifications (workspace_id, user_id, kind, process_id, event_seq, payload)
                SELECT workspace_id, user_id, kind, id, event_seq, jsonb_build_object(
                    'tenant_id', tenant_id,
                    'run', jsonb_build_object('id', id, 'type', 'bulk_operation_run'),
                    'operation', COALESCE(resource || '.' || action, type || COALESCE('.' || subtype, '')),
                    'name', name,
                    'status', bucket,
                    'summary_counts', jsonb_build_object('total', total_items, 'processed', processed_items,
                        'succeeded', succeeded_items, 'failed', failed_items, 'skipped', skipped_items),
                    'error_summary', CASE WHEN bucket IN ('failed', 'partial') THEN jsonb_build_object(
                        'reason_code', COALESCE(reason_code, failures -> 0 ->> 'reason_code'),
                        'reason', COALESCE(error_message, failed_items || ' of ' || processed_items || ' items failed'))
                    END)
                FROM run
                ON CONFLICT ON CONSTRAINT notifications_event_unique DO NOTHING
                RETURNING workspace_id, process_id, kind, payload
            )
            INSERT INTO webhook_deliveries (workspace_id, endpoint_id, type, data, traceparent)
            SELECT t.workspace_id, e.id, 'run.' || t.kind, t.payload, p.metadata ->> 'traceparent'
            FROM told t
            JOIN webhook_endpoints e ON e.workspace_id = t.workspace_id
            JOIN processes p ON p.id = t.process_id
            WHERE e.disabled_at IS NULL AND e.deleted_at IS NULL AND t.kind = ANY(e.kinds)
                AND (cardinality(e.types) = 0 OR p.type = ANY(e.types))
            """;

    private final JdbcClient jdbc;
    private final String[] internal;

    /** @param internal labels of types that people do not hear of */
    RunAnnouncements(JdbcClient jdbc, Collection<String> internal) {
        this.jdbc = jdbc;
        this.internal = internal.toArray(String[]::new);
    }

    @Override
    public void announce(List<ProcessId> ids) {
        announce(ids, false);
    }

    @Override
    public void remind(ProcessId id) {
        announce(List.of(id), true);
    }

    private void announce(List<ProcessId> ids, boolean reminder) {
        jdbc.sql(ANNOUNCE)
                .param("reminder", reminder)
                .param("ids", ids.stream().map(ProcessId::value).toArray(Long[]::new))
                .param("internal", internal)
                .update();
    }
}
