-- What recurs, as the workers declared it; those that only show it need no configuration of their own.
CREATE TABLE schedules (
    name text NOT NULL CONSTRAINT schedules_pk PRIMARY KEY
        CONSTRAINT schedules_name_form CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    -- null for system runs
    workspace_id bigint CONSTRAINT schedules_workspace_fk REFERENCES workspaces ON DELETE CASCADE,
    tenant_id bigint,
    cron text NOT NULL CONSTRAINT schedules_cron_length CHECK (length(cron) BETWEEN 9 AND 200),
    zone text NOT NULL CONSTRAINT schedules_zone_length CHECK (length(zone) BETWEEN 1 AND 64),
    type text NOT NULL,
    subtype text,
    input jsonb NOT NULL DEFAULT '{}' CONSTRAINT schedules_input_object CHECK (jsonb_typeof(input) = 'object'),
    -- how late a run that was missed may still begin
    catch_up interval NOT NULL,
    enabled boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT schedules_tenant_fk FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenants (workspace_id, id)
        ON DELETE CASCADE,
    CONSTRAINT schedules_tenant_needs_workspace CHECK (tenant_id IS NULL OR workspace_id IS NOT NULL)
);

-- What became of each due time: whoever comes with the same one again finds it here, however long its run has ended.
CREATE TABLE schedule_runs (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT schedule_runs_pk PRIMARY KEY,
    -- a schedule may be taken away; what it did stays
    schedule text NOT NULL,
    due_at timestamptz NOT NULL,
    workspace_id bigint CONSTRAINT schedule_runs_workspace_fk REFERENCES workspaces ON DELETE CASCADE,
    tenant_id bigint,
    -- null when it was refused, or the ledger has forgotten it
    process_id bigint CONSTRAINT schedule_runs_process_fk REFERENCES processes ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT schedule_runs_tenant_fk FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenants (workspace_id, id)
        ON DELETE CASCADE,
    CONSTRAINT schedule_runs_once UNIQUE NULLS NOT DISTINCT (schedule, due_at, workspace_id, tenant_id)
);
CREATE INDEX schedule_runs_process ON schedule_runs (process_id) WHERE process_id IS NOT NULL;

GRANT SELECT ON schedules, schedule_runs TO waybill_runtime, waybill_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON schedules, schedule_runs TO waybill_retention;

-- The answer to a request that made more than one process.
ALTER TABLE request_keys ADD COLUMN answer jsonb;
-- the ledger's clean-up looks for the keys of each process that it removes
CREATE INDEX request_keys_process ON request_keys (process_id) WHERE process_id IS NOT NULL;
CREATE INDEX request_keys_expired ON request_keys (expires_at);

-- Processes that were written to a file before they were removed.
CREATE TABLE process_archives (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT process_archives_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT process_archives_workspace_fk REFERENCES workspaces,
    file_id uuid NOT NULL,
    first_process_id bigint NOT NULL,
    last_process_id bigint NOT NULL,
    processes int NOT NULL CONSTRAINT process_archives_processes CHECK (processes > 0),
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT process_archives_file_fk FOREIGN KEY (workspace_id, file_id) REFERENCES files (workspace_id, id)
);
CREATE INDEX process_archives_of_workspace ON process_archives (workspace_id, id DESC);
CREATE INDEX process_archives_file ON process_archives (workspace_id, file_id);

GRANT SELECT ON process_archives TO waybill_runtime, waybill_tenant;
GRANT SELECT, INSERT, DELETE ON process_archives TO waybill_retention;

-- Files that processes name in their input or their checkpoint, as housekeeping found them.
CREATE TABLE file_uses (
    workspace_id bigint NOT NULL CONSTRAINT file_uses_workspace_fk REFERENCES workspaces,
    process_id bigint NOT NULL CONSTRAINT file_uses_process_fk REFERENCES processes ON DELETE CASCADE,
    -- what looks like the id of a file; whether there is one is another question
    file_id uuid NOT NULL,
    CONSTRAINT file_uses_pk PRIMARY KEY (process_id, file_id)
);
CREATE INDEX file_uses_file ON file_uses (file_id);

-- How far housekeeping has looked.
CREATE TABLE housekeeping_marks (
    name text NOT NULL CONSTRAINT housekeeping_marks_pk PRIMARY KEY,
    seen_until timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON file_uses, housekeeping_marks TO waybill_retention;
GRANT SELECT ON file_uses TO waybill_runtime;
