-- What a claim walks (docs/decisions/0005-claims.md): only what can start now, in lanes.
ALTER TABLE processes
    ADD COLUMN label text NOT NULL GENERATED ALWAYS AS (type || COALESCE('/' || subtype, '')) STORED,
    -- the workspace, 0 for system runs: a row comparison cannot go past a null
    ADD COLUMN lane bigint NOT NULL GENERATED ALWAYS AS (COALESCE(workspace_id, 0)) STORED,
    -- what keeps a pending process from being claimed: null means nothing does
    ADD COLUMN waits_for text,
    ADD COLUMN concurrency_key text,
    ADD COLUMN concurrency_limit int,
    ADD COLUMN timeout_ms bigint,
    ADD COLUMN parent_id bigint CONSTRAINT processes_parent_fk REFERENCES processes ON DELETE SET NULL,
    ADD CONSTRAINT processes_waits_for_known CHECK (waits_for IN ('time', 'slot', 'children')),
    ADD CONSTRAINT processes_waits_while_pending CHECK (waits_for IS NULL OR status = 'pending'),
    ADD CONSTRAINT processes_concurrency CHECK ((concurrency_key IS NULL) = (concurrency_limit IS NULL)
        AND concurrency_limit > 0 AND length(concurrency_key) BETWEEN 1 AND 200),
    ADD CONSTRAINT processes_timeout CHECK (timeout_ms > 0);

UPDATE processes SET waits_for = 'time' WHERE status = 'pending' AND run_at > waybill_now();

DROP INDEX processes_claim;
CREATE INDEX processes_ready ON processes (lane, queue, label, priority DESC, run_at, id)
    WHERE status = 'pending' AND waits_for IS NULL;
CREATE INDEX processes_later ON processes (run_at) WHERE status = 'pending' AND waits_for IN ('time', 'children');
CREATE INDEX processes_slot_waiting ON processes (lane, concurrency_key, priority DESC, run_at, id)
    WHERE status = 'pending' AND waits_for = 'slot';
CREATE INDEX processes_slot_held ON processes (lane, concurrency_key)
    WHERE concurrency_key IS NOT NULL AND (status = 'running' OR status = 'pending' AND waits_for IS NULL);
CREATE INDEX processes_parents ON processes (id) WHERE status = 'pending' AND waits_for = 'children';
CREATE INDEX processes_children ON processes (parent_id) WHERE parent_id IS NOT NULL;

-- What operators hold back: everything, a queue, a type or a workspace.
CREATE TABLE queue_controls (
    scope text NOT NULL CONSTRAINT queue_controls_scope_known
        CHECK (scope IN ('everything', 'queue', 'type', 'workspace')),
    -- the queue, the type's label or the workspace's id; empty for everything
    name text NOT NULL CONSTRAINT queue_controls_name_length CHECK (length(name) <= 127),
    paused_at timestamptz,
    paused_by bigint CONSTRAINT queue_controls_paused_by_fk REFERENCES users ON DELETE SET NULL,
    reason text CONSTRAINT queue_controls_reason_length CHECK (length(reason) <= 500),
    max_running int CONSTRAINT queue_controls_max_running CHECK (max_running > 0),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT queue_controls_pk PRIMARY KEY (scope, name),
    CONSTRAINT queue_controls_name_given CHECK ((scope = 'everything') = (name = '')),
    CONSTRAINT queue_controls_holds CHECK (paused_at IS NOT NULL OR max_running IS NOT NULL)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON queue_controls TO waybill_runtime;

-- What each worker serves: a process that none serves says so.
ALTER TABLE workers
    ADD COLUMN queues text[] NOT NULL DEFAULT '{}',
    ADD COLUMN labels text[] NOT NULL DEFAULT '{}';

-- the few JobRunr jobs that stand for no process, among all that do
CREATE INDEX jobrunr_jobs_of_no_process ON jobrunr_jobs (updatedAt) WHERE state = 'ENQUEUED'
    AND jobSignature <> 'dev.waybill.shared.queue.RunProcessHandler.run(dev.waybill.shared.queue.RunProcess)';
