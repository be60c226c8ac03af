-- The operator's word for a run (seeds unified-operations-runs, operations-auto-refresh): said once for every statement;
-- OperatorStatus says the same in Java.
CREATE FUNCTION operator_status(status text, outcome text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN status = 'pending' THEN 'queued'
    WHEN status = 'completed' AND outcome = 'partially_succeeded' THEN 'partial'
    WHEN status = 'completed' THEN 'succeeded'
    ELSE status
END;

-- Every run but those that succeeded, so that a bucket is counted and listed without reading the others.
CREATE INDEX processes_unsettled ON processes (workspace_id, status, id DESC) WHERE status <> 'completed';
CREATE INDEX processes_partial ON processes (workspace_id, id DESC) WHERE outcome = 'partially_succeeded';
CREATE INDEX process_items_skipped ON process_items (process_id, item_index) WHERE status = 'skipped';

-- What a run failed of (seed unified-operations-runs.txt): what its job said, else the run's own reason and its first items
-- that failed; then the first that were skipped.
CREATE FUNCTION process_failures(process_id bigint, status text, reason_code text, reason text, failures jsonb,
    failed_items bigint, skipped_items bigint) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE
RETURN COALESCE(
        jsonb_strip_nulls(failures),
        CASE WHEN status = 'failed' THEN jsonb_build_array(jsonb_strip_nulls(
            jsonb_build_object('reason_code', reason_code, 'reason', reason))) ELSE '[]' END
        || CASE WHEN failed_items > 0 THEN COALESCE((
            SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('reason_code', i.error_code, 'reason', i.message,
                'item_id', COALESCE(i.item_key, i.item_index::text))) ORDER BY i.item_index)
            FROM (SELECT x.item_index, x.item_key, x.error_code, x.message FROM process_items x
                WHERE x.process_id = process_failures.process_id AND x.status = 'error'
                ORDER BY x.item_index LIMIT 100) i), '[]') ELSE '[]' END)
    || CASE WHEN skipped_items > 0 THEN COALESCE((
        SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('reason_code', i.error_code, 'reason', i.message,
            'item_id', COALESCE(i.item_key, i.item_index::text), 'type', 'skipped')) ORDER BY i.item_index)
        FROM (SELECT x.item_index, x.item_key, x.error_code, x.message FROM process_items x
            WHERE x.process_id = process_failures.process_id AND x.status = 'skipped'
            ORDER BY x.item_index LIMIT 100) i), '[]') ELSE '[]' END;

-- seed unified-operations-runs.txt
CREATE OR REPLACE VIEW bulk_operation_runs WITH (security_invoker = true) AS
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
       NULLIF(process_failures(p.id, p.status, p.reason_code, p.error_message, p.failures, p.failed_items,
           p.skipped_items), '[]') AS failures,
       p.audit_log_id,
       p.created_at,
       p.updated_at
FROM processes p;

-- seed operations-auto-refresh.txt
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
       p.updated_at
FROM processes p;

-- What people are told of the runs that they started (seed unified-operations-runs.txt, Notification Event).
CREATE TABLE notifications (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT notifications_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT notifications_workspace_fk REFERENCES workspaces,
    -- no foreign key: its check would wait for whoever deletes the user, who waits for the headers of that user's runs
    user_id bigint NOT NULL,
    kind text NOT NULL CONSTRAINT notifications_kind_known
        CHECK (kind IN ('queued', 'waiting_review', 'reminder', 'completed', 'webhook_disabled')),
    process_id bigint CONSTRAINT notifications_process_fk REFERENCES processes ON DELETE CASCADE,
    -- the entry of the run's log that it tells of
    event_seq bigint,
    payload jsonb NOT NULL CONSTRAINT notifications_payload CHECK (jsonb_typeof(payload) = 'object'),
    read_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT notifications_event_unique UNIQUE (process_id, event_seq),
    CONSTRAINT notifications_of_a_run CHECK ((process_id IS NULL) = (kind = 'webhook_disabled')
        AND (process_id IS NULL) = (event_seq IS NULL))
);
CREATE INDEX notifications_of_user ON notifications (workspace_id, user_id, id DESC);
CREATE INDEX notifications_unread ON notifications (workspace_id, user_id, id DESC) WHERE read_at IS NULL;

CREATE FUNCTION forget_notifications() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    DELETE FROM notifications WHERE user_id = OLD.id;
    RETURN NULL;
END $$;
-- without this path a caller could put tables of its own before ours
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION forget_notifications() SET search_path = %I, pg_temp', current_schema());
END $$;
CREATE TRIGGER users_forget_notifications AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION forget_notifications();

-- Where a workspace has its notifications sent to.
CREATE TABLE webhook_endpoints (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_endpoints_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT webhook_endpoints_workspace_fk REFERENCES workspaces,
    url text NOT NULL CONSTRAINT webhook_endpoints_url_length CHECK (length(url) BETWEEN 1 AND 2048),
    description text CONSTRAINT webhook_endpoints_description_length CHECK (length(description) BETWEEN 1 AND 200),
    kinds text[] NOT NULL CONSTRAINT webhook_endpoints_kinds_known
        CHECK (cardinality(kinds) > 0 AND kinds <@ ARRAY['queued', 'waiting_review', 'reminder', 'completed']),
    -- types of processes; empty for all
    types text[] NOT NULL DEFAULT '{}',
    secret bytea NOT NULL CONSTRAINT webhook_endpoints_secret_size CHECK (octet_length(secret) BETWEEN 24 AND 64),
    -- what signed before the last rotation, and until when it signs too
    previous_secret bytea,
    previous_secret_until timestamptz,
    created_by bigint CONSTRAINT webhook_endpoints_created_by_fk REFERENCES users ON DELETE SET NULL,
    -- since when every delivery has failed
    failing_since timestamptz,
    disabled_at timestamptz,
    disabled_reason text CONSTRAINT webhook_endpoints_disabled_reason_known
        CHECK (disabled_reason IN ('by_user', 'gone', 'failing')),
    -- a row that deliveries refer to is never removed under them: that would fail the run that they tell of
    deleted_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT webhook_endpoints_disabled_for_a_reason CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL)),
    CONSTRAINT webhook_endpoints_previous_secret CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL)),
    -- lets a delivery insist that its endpoint belongs to its workspace
    CONSTRAINT webhook_endpoints_of_workspace UNIQUE (workspace_id, id)
);

-- The outbox: written with the notification, emptied by a relay that submits each as a process in the same transaction.
CREATE TABLE webhook_deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_deliveries_pk PRIMARY KEY,
    message_id uuid NOT NULL DEFAULT gen_random_uuid(),
    workspace_id bigint NOT NULL CONSTRAINT webhook_deliveries_workspace_fk REFERENCES workspaces,
    endpoint_id bigint NOT NULL,
    type text NOT NULL,
    data jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT webhook_deliveries_endpoint_fk FOREIGN KEY (workspace_id, endpoint_id)
        REFERENCES webhook_endpoints (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (workspace_id, endpoint_id);

GRANT SELECT ON notifications TO waybill_tenant;
GRANT UPDATE (read_at) ON notifications TO waybill_tenant;
GRANT SELECT, INSERT ON notifications TO waybill_runtime;
GRANT SELECT, DELETE ON notifications TO waybill_retention;

-- nobody but the runtime reads a secret again
GRANT SELECT (id, workspace_id, url, description, kinds, types, previous_secret_until, created_by, failing_since,
    disabled_at, disabled_reason, deleted_at, version, created_at, updated_at) ON webhook_endpoints TO waybill_tenant;
GRANT INSERT ON webhook_endpoints TO waybill_tenant;
GRANT UPDATE (url, description, kinds, types, failing_since, disabled_at, disabled_reason, deleted_at, version,
    updated_at) ON webhook_endpoints TO waybill_tenant;
GRANT SELECT ON webhook_endpoints TO waybill_runtime;
GRANT UPDATE (secret, previous_secret, previous_secret_until, failing_since, disabled_at, disabled_reason, version,
    updated_at) ON webhook_endpoints TO waybill_runtime;
GRANT SELECT, DELETE ON webhook_endpoints TO waybill_retention;

GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_deliveries TO waybill_runtime;
GRANT SELECT, DELETE ON webhook_deliveries TO waybill_retention;
