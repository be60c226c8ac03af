-- What was told goes on in the trace of the run that it tells of: a traceparent of W3C Trace Context, as the run's metadata has it.
ALTER TABLE webhook_deliveries ADD traceparent text;

-- Comparisons write findings directly.
DROP TABLE inventory_differences;

-- A list says which attempt a queued operation waits for, and until when.
CREATE OR REPLACE VIEW operation_runs WITH (security_invoker = true) AS
SELECT p.id,
       p.workspace_id,
       p.tenant_id,
       p.user_id,
       COALESCE(p.resource || '.' || p.action, p.type || COALESCE('.' || p.subtype, '')) AS type,
       CASE
           WHEN p.status = 'pending' THEN 'queued'
           WHEN p.status IN ('completed', 'failed', 'cancelled') THEN 'completed'
           ELSE p.status
       END AS status,
       p.outcome,
       COALESCE(p.context, '{}'::jsonb) AS context,
       jsonb_build_object('total', p.total_items, 'processed', p.processed_items, 'succeeded', p.succeeded_items,
           'failed', p.failed_items, 'skipped', p.skipped_items) AS summary_counts,
       process_failures(p.id, p.status, p.reason_code, p.error_message, p.failures, p.failed_items, p.skipped_items)
           AS failure_summary,
       p.created_at,
       p.started_at,
       p.finished_at AS completed_at,
       operator_status(p.status, p.outcome) AS status_bucket,
       COALESCE(p.resource, p.type) AS resource,
       COALESCE(p.action, p.subtype, 'run') AS action,
       p.status AS process_status,
       p.type AS process_type,
       p.subtype AS process_subtype,
       p.name,
       p.progress_percent,
       p.current_step,
       p.reason_code,
       p.error_message,
       p.item_ids,
       p.idempotency_key,
       p.audit_log_id,
       p.related_type,
       p.related_id,
       p.retry_of,
       p.version,
       p.updated_at,
       p.attempts_spent,
       p.max_attempts,
       p.run_at
FROM processes p;
