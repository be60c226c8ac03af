-- What each statement and each row paid for the rules of a header (docs/decisions/0013-one-statement-at-a-time.md).

-- A CHECK is read anew for every statement and called for every row; a trigger of the statement is read once a connection and asks
-- all rows at once. It says which rule is broken, with the code and the name that a CHECK would have.
CREATE FUNCTION process_fault(
    status text,
    outcome text,
    finished_at timestamptz,
    waits_for text,
    workspace_id bigint,
    tenant_id bigint,
    progress_percent int,
    least_counter bigint,
    least_attempts int,
    max_attempts int,
    concurrency_key text,
    concurrency_limit int,
    timeout_ms bigint
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN status NOT IN ('pending', 'running', 'waiting_review', 'completed', 'failed', 'cancelled')
        THEN 'processes_status_known'
    WHEN (finished_at IS NOT NULL) <> (status IN ('completed', 'failed', 'cancelled'))
        THEN 'processes_finished_when_terminal'
    WHEN (outcome IS NOT NULL) <> (status IN ('completed', 'failed', 'cancelled'))
        THEN 'processes_outcome_when_terminal'
    WHEN outcome NOT IN ('succeeded', 'partially_succeeded', 'failed', 'cancelled') THEN 'processes_outcome_known'
    WHEN waits_for IS NOT NULL AND status <> 'pending' THEN 'processes_waits_while_pending'
    WHEN waits_for NOT IN ('time', 'slot', 'children') THEN 'processes_waits_for_known'
    WHEN tenant_id IS NOT NULL AND workspace_id IS NULL THEN 'processes_tenant_needs_workspace'
    WHEN progress_percent NOT BETWEEN 0 AND 100 THEN 'processes_percent'
    WHEN least_counter < 0 THEN 'processes_counters'
    WHEN least_attempts < 0 OR max_attempts < 1 THEN 'processes_attempts'
    WHEN (concurrency_key IS NULL) <> (concurrency_limit IS NULL) OR concurrency_limit < 1
        OR length(concurrency_key) NOT BETWEEN 1 AND 200
        THEN 'processes_concurrency'
    WHEN timeout_ms < 1 THEN 'processes_timeout'
END;

CREATE FUNCTION require_sound_processes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken text;
BEGIN
    SELECT fault INTO broken
    FROM (SELECT process_fault(status, outcome, finished_at, waits_for, workspace_id, tenant_id, progress_percent,
            least(succeeded_items, failed_items, skipped_items, total_items),
            least(attempts, attempts_spent, interruptions), max_attempts, concurrency_key, concurrency_limit, timeout_ms)
            AS fault
        FROM written) AS checked
    WHERE fault IS NOT NULL LIMIT 1;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'new row for relation "processes" violates check constraint "%"', broken
            USING ERRCODE = 'check_violation', TABLE = 'processes', CONSTRAINT = broken;
    END IF;
    RETURN NULL;
END $$;

ALTER TABLE processes DROP CONSTRAINT processes_sound;
DROP FUNCTION process_is_sound;

CREATE TRIGGER processes_sound_when_new AFTER INSERT ON processes REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION require_sound_processes();
CREATE TRIGGER processes_sound_when_changed AFTER UPDATE ON processes REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION require_sound_processes();

-- Before a row is written each is read and locked once more and its generated columns are computed again; afterwards the state
-- machine refuses as well. The function is read once a connection, a WHEN that names it for every statement.
DROP TRIGGER processes_transition ON processes;
CREATE TRIGGER processes_transition AFTER UPDATE ON processes
    FOR EACH ROW EXECUTE FUNCTION refuse_forbidden_process_change();

-- What follows some processes is asked for once a statement too.
DROP TRIGGER processes_discard_ai_location_import ON processes;
CREATE OR REPLACE FUNCTION discard_ai_location_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM written WHERE type = 'ai_location_import_generate' AND status = 'cancelled') THEN
        UPDATE ai_location_import_batches b
        SET status = 'discarded', version = b.version + 1, updated_at = waybill_now()
        FROM written p
        WHERE p.type = 'ai_location_import_generate' AND p.status = 'cancelled'
            AND b.process_id = p.id AND b.status = 'draft';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER processes_discard_ai_location_import AFTER UPDATE ON processes REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION discard_ai_location_import();

DROP TRIGGER processes_follow_inventory_sync ON processes;
CREATE OR REPLACE FUNCTION follow_inventory_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM written WHERE type = 'sync') THEN
        UPDATE inventory_sync_runs r
        SET status = p.run_status, finished_at = p.finished_at, updated_at = waybill_now()
        FROM (
            SELECT id, finished_at, CASE
                    WHEN status = 'waiting_review' THEN 'running'
                    WHEN outcome = 'partially_succeeded' THEN 'completed_with_errors'
                    ELSE status END AS run_status
            FROM written WHERE type = 'sync'
        ) p
        WHERE r.process_id = p.id AND (r.status, r.finished_at) IS DISTINCT FROM (p.run_status, p.finished_at);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER processes_follow_inventory_sync AFTER UPDATE ON processes REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION follow_inventory_sync();
