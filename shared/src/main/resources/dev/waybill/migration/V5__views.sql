-- The other vocabularies, read-only (DESIGN.md section 2). They run with the reader's rights.

-- seed jobs-model.txt
CREATE VIEW jobs WITH (security_invoker = true) AS
SELECT p.external_id AS id,
       u.external_id AS user_id,
       p.type AS job_type,
       p.subtype AS job_subtype,
       p.name,
       CASE p.status WHEN 'waiting_review' THEN 'running' ELSE p.status END AS status,
       p.total_items::int AS total_items,
       p.processed_items::int AS processed_items,
       p.failed_items::int AS failed_items,
       p.progress_percent::numeric AS progress_percent,
       p.current_step AS progress_message,
       p.job_id::text AS celery_task_id,
       p.priority,
       p.input_payload AS input_data,
       p.summary AS output_data,
       p.metadata,
       p.error_message,
       p.max_attempts - 1 AS max_retries,
       p.attempts_spent AS retries,
       p.execution_ms::int AS duration_ms,
       p.started_at,
       p.finished_at AS completed_at,
       p.created_at,
       p.updated_at
FROM processes p LEFT JOIN users u ON u.id = p.user_id;

CREATE VIEW job_items WITH (security_invoker = true) AS
SELECT i.id,
       p.external_id AS job_id,
       i.product_id,
       i.status,
       i.message,
       i.error_code,
       i.before_state,
       i.after_state,
       i.processed_at,
       i.created_at
FROM process_items i JOIN processes p ON p.id = i.process_id;

CREATE VIEW background_jobs_compat WITH (security_invoker = true) AS SELECT * FROM jobs;

-- seed unified-operations-runs.txt
CREATE VIEW bulk_operation_runs WITH (security_invoker = true) AS
SELECT p.id,
       p.workspace_id,
       p.tenant_id,
       p.user_id,
       COALESCE(p.resource, p.type) AS resource,
       COALESCE(p.action, p.subtype, 'run') AS action,
       p.idempotency_key,
       CASE
           WHEN p.status = 'waiting_review' THEN 'running'
           WHEN p.outcome = 'partially_succeeded' THEN 'completed_with_errors'
           WHEN p.status = 'cancelled' THEN 'aborted'
           ELSE p.status
       END AS status,
       p.total_items,
       p.processed_items,
       p.succeeded_items AS succeeded,
       p.failed_items AS failed,
       p.skipped_items AS skipped,
       p.item_ids,
       p.failures,
       p.audit_log_id,
       p.created_at,
       p.updated_at
FROM processes p;

-- seed operations-auto-refresh.txt
CREATE VIEW operation_runs WITH (security_invoker = true) AS
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
       COALESCE(p.failures, CASE WHEN p.status = 'failed' THEN jsonb_build_array(
           jsonb_build_object('reason_code', p.reason_code, 'reason', p.error_message)) END) AS failure_summary,
       p.created_at,
       p.started_at,
       p.finished_at AS completed_at
FROM processes p;

GRANT SELECT ON jobs, job_items, background_jobs_compat, bulk_operation_runs, operation_runs
    TO waybill_tenant, waybill_runtime, waybill_retention;
