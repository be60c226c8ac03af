-- What a statement paid for that writes a single header or event (docs/decisions/0012-single-submissions.md).

-- PostgreSQL reads the text of each CHECK anew for every statement: with twelve of them that took a fifth of an insert. A
-- function is read once a connection. It says which rule is broken, as the CHECKs did; null breaks none.
CREATE FUNCTION process_is_sound(
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
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    broken text := CASE
        WHEN status NOT IN ('pending', 'running', 'waiting_review', 'completed', 'failed', 'cancelled')
            THEN 'processes_status_known'
        WHEN (finished_at IS NOT NULL) <> (status IN ('completed', 'failed', 'cancelled'))
            THEN 'processes_finished_when_terminal'
        WHEN (outcome IS NOT NULL) <> (status IN ('completed', 'failed', 'cancelled'))
            THEN 'processes_outcome_when_terminal'
        WHEN outcome NOT IN ('succeeded', 'partially_succeeded', 'failed', 'cancelled')
            THEN 'processes_outcome_known'
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
BEGIN
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'new row for relation "processes" violates check constraint "%"', broken
            USING ERRCODE = 'check_violation', TABLE = 'processes', CONSTRAINT = broken;
    END IF;
    RETURN true;
END $$;

ALTER TABLE processes
    DROP CONSTRAINT processes_status_known,
    DROP CONSTRAINT processes_finished_when_terminal,
    DROP CONSTRAINT processes_outcome_when_terminal,
    DROP CONSTRAINT processes_outcome_known,
    DROP CONSTRAINT processes_waits_while_pending,
    DROP CONSTRAINT processes_waits_for_known,
    DROP CONSTRAINT processes_tenant_needs_workspace,
    DROP CONSTRAINT processes_percent,
    DROP CONSTRAINT processes_counters,
    DROP CONSTRAINT processes_attempts,
    DROP CONSTRAINT processes_concurrency,
    DROP CONSTRAINT processes_timeout,
    ADD CONSTRAINT processes_sound CHECK (process_is_sound(status, outcome, finished_at, waits_for, workspace_id, tenant_id,
        progress_percent, least(succeeded_items, failed_items, skipped_items, total_items),
        least(attempts, attempts_spent, interruptions), max_attempts, concurrency_key, concurrency_limit, timeout_ms));

-- The same question as before, asked at once and not in two steps.
CREATE OR REPLACE FUNCTION refuse_events_of_nothing() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM added WHERE NOT EXISTS (SELECT FROM processes p WHERE p.id = added.process_id)) THEN
        RAISE EXCEPTION 'an event must be that of a process'
            USING ERRCODE = 'foreign_key_violation', TABLE = 'process_events', CONSTRAINT = 'process_events_process_fk';
    END IF;
    RETURN NULL;
END $$;

-- The ids of new processes come before them, together with what else must come first.
GRANT USAGE ON SEQUENCE processes_id_seq TO waybill_runtime;
