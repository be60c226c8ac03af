-- Inventory: snapshots of a tenant's subjects, and the findings of comparing them (seed unified-operations-runs.txt).

GRANT INSERT ON tenants TO waybill_tenant;

CREATE TABLE inventory_sync_runs (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT inventory_sync_runs_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT inventory_sync_runs_workspace_fk REFERENCES workspaces,
    tenant_id bigint NOT NULL,
    -- what it observes, canonical, and the SHA-256 of that: runs are compared only when they observe the same
    selection jsonb NOT NULL CONSTRAINT inventory_sync_runs_selection CHECK (jsonb_typeof(selection) = 'object'),
    selection_hash text COLLATE "C" NOT NULL
        CONSTRAINT inventory_sync_runs_selection_hash CHECK (selection_hash ~ '^[0-9a-f]{64}$'),
    -- follows the process, in its transaction
    status text NOT NULL DEFAULT 'running' CONSTRAINT inventory_sync_runs_status_known
        CHECK (status IN ('pending', 'running', 'completed', 'completed_with_errors', 'failed', 'cancelled')),
    -- the ledger may forget it earlier
    process_id bigint CONSTRAINT inventory_sync_runs_process_fk REFERENCES processes ON DELETE SET NULL,
    item_count bigint NOT NULL DEFAULT 0,
    failed_count bigint NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT waybill_now(),
    finished_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT inventory_sync_runs_tenant_fk FOREIGN KEY (workspace_id, tenant_id)
        REFERENCES tenants (workspace_id, id),
    CONSTRAINT inventory_sync_runs_finished CHECK (
        (finished_at IS NOT NULL) = (status IN ('completed', 'completed_with_errors', 'failed', 'cancelled'))),
    CONSTRAINT inventory_sync_runs_counts CHECK (item_count >= 0 AND failed_count >= 0),
    -- lets a child insist that its run belongs to its workspace
    CONSTRAINT inventory_sync_runs_of_workspace UNIQUE (workspace_id, id),
    CONSTRAINT inventory_sync_runs_process_unique UNIQUE (process_id)
);
CREATE INDEX inventory_sync_runs_complete
    ON inventory_sync_runs (workspace_id, tenant_id, selection_hash, finished_at DESC, id DESC)
    WHERE status = 'completed';
CREATE INDEX inventory_sync_runs_of_tenant ON inventory_sync_runs (workspace_id, tenant_id, id DESC);

-- However a sync's process comes to its status, its run says the same in the same commit: a dead worker cannot leave a
-- run that seems to go on, and nothing incomplete can seem to be complete.
CREATE FUNCTION follow_inventory_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE inventory_sync_runs
    SET status = CASE
            WHEN NEW.status = 'waiting_review' THEN 'running'
            WHEN NEW.outcome = 'partially_succeeded' THEN 'completed_with_errors'
            ELSE NEW.status END,
        finished_at = NEW.finished_at, updated_at = waybill_now()
    WHERE process_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER processes_follow_inventory_sync AFTER UPDATE OF status ON processes
    FOR EACH ROW WHEN (NEW.type = 'sync' AND NEW.status <> OLD.status)
    EXECUTE FUNCTION follow_inventory_sync();

-- The subjects of a run. The key holds the hash too: a comparison reads nothing but the index.
CREATE TABLE inventory_items (
    workspace_id bigint NOT NULL,
    sync_run_id bigint NOT NULL,
    subject_type text COLLATE "C" NOT NULL
        CONSTRAINT inventory_items_subject_type_length CHECK (octet_length(subject_type) BETWEEN 1 AND 200),
    -- in bytes, since an index entry has room for 2,704
    external_id text COLLATE "C" NOT NULL
        CONSTRAINT inventory_items_external_id_length CHECK (octet_length(external_id) BETWEEN 1 AND 1000),
    content jsonb NOT NULL CONSTRAINT inventory_items_content CHECK (jsonb_typeof(content) = 'object'),
    -- SHA-256 of the canonical text
    content_hash bytea NOT NULL CONSTRAINT inventory_items_content_hash CHECK (length(content_hash) = 32),
    CONSTRAINT inventory_items_pk PRIMARY KEY (workspace_id, sync_run_id, subject_type, external_id)
        INCLUDE (content_hash),
    CONSTRAINT inventory_items_run_fk FOREIGN KEY (workspace_id, sync_run_id)
        REFERENCES inventory_sync_runs (workspace_id, id) ON DELETE CASCADE
);

-- What a comparison found different, until its process has looked into each.
CREATE TABLE inventory_differences (
    workspace_id bigint NOT NULL CONSTRAINT inventory_differences_workspace_fk REFERENCES workspaces,
    process_id bigint NOT NULL,
    position bigint NOT NULL,
    change text NOT NULL CONSTRAINT inventory_differences_change_known
        CHECK (change IN ('added', 'removed', 'changed')),
    subject_type text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    CONSTRAINT inventory_differences_pk PRIMARY KEY (process_id, position),
    CONSTRAINT inventory_differences_process_fk FOREIGN KEY (process_id) REFERENCES processes ON DELETE CASCADE
);

CREATE TABLE findings (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT findings_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT findings_workspace_fk REFERENCES workspaces,
    tenant_id bigint NOT NULL,
    finding_type text COLLATE "C" NOT NULL
        CONSTRAINT findings_finding_type_length CHECK (length(finding_type) BETWEEN 1 AND 63),
    scope_key text COLLATE "C" NOT NULL
        CONSTRAINT findings_scope_key_length CHECK (length(scope_key) BETWEEN 1 AND 200),
    -- what was compared when it was seen last
    baseline_run_id bigint,
    current_run_id bigint,
    fingerprint text COLLATE "C" NOT NULL
        CONSTRAINT findings_fingerprint_hex CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    subject_type text COLLATE "C" NOT NULL,
    subject_external_id text COLLATE "C" NOT NULL,
    change text NOT NULL CONSTRAINT findings_change_known CHECK (change IN ('added', 'removed', 'changed')),
    status text NOT NULL DEFAULT 'new'
        CONSTRAINT findings_status_known CHECK (status IN ('new', 'acknowledged', 'resolved')),
    evidence_jsonb jsonb NOT NULL CONSTRAINT findings_evidence CHECK (jsonb_typeof(evidence_jsonb) = 'object'),
    -- the process that saw it first, and last; the ledger may forget them earlier
    first_operation_run_id bigint
        CONSTRAINT findings_first_operation_run_fk REFERENCES processes ON DELETE SET NULL,
    operation_run_id bigint CONSTRAINT findings_operation_run_fk REFERENCES processes ON DELETE SET NULL,
    first_seen_at timestamptz NOT NULL DEFAULT waybill_now(),
    last_seen_at timestamptz NOT NULL DEFAULT waybill_now(),
    acknowledged_at timestamptz,
    acknowledged_by bigint CONSTRAINT findings_acknowledged_by_fk REFERENCES users ON DELETE SET NULL,
    resolved_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT findings_tenant_fk FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenants (workspace_id, id),
    CONSTRAINT findings_baseline_run_fk FOREIGN KEY (workspace_id, baseline_run_id)
        REFERENCES inventory_sync_runs (workspace_id, id) ON DELETE SET NULL (baseline_run_id),
    CONSTRAINT findings_current_run_fk FOREIGN KEY (workspace_id, current_run_id)
        REFERENCES inventory_sync_runs (workspace_id, id) ON DELETE SET NULL (current_run_id),
    CONSTRAINT findings_acknowledged CHECK ((status = 'acknowledged') = (acknowledged_at IS NOT NULL)
        AND (acknowledged_by IS NULL OR acknowledged_at IS NOT NULL)),
    CONSTRAINT findings_resolved CHECK ((status = 'resolved') = (resolved_at IS NOT NULL)),
    CONSTRAINT findings_fingerprint_unique UNIQUE (workspace_id, tenant_id, fingerprint)
);
-- the order of a review pack
CREATE INDEX findings_in_order
    ON findings (workspace_id, tenant_id, finding_type, subject_type, subject_external_id, id);
CREATE INDEX findings_newest ON findings (workspace_id, id DESC);
CREATE INDEX findings_of_tenant ON findings (workspace_id, tenant_id, id DESC);
-- what a run did not see any more
CREATE INDEX findings_of_scope ON findings (workspace_id, tenant_id, scope_key, id) WHERE status <> 'resolved';
CREATE INDEX findings_baseline_run ON findings (workspace_id, baseline_run_id) WHERE baseline_run_id IS NOT NULL;
CREATE INDEX findings_current_run ON findings (workspace_id, current_run_id) WHERE current_run_id IS NOT NULL;
CREATE INDEX findings_operation_run ON findings (operation_run_id) WHERE operation_run_id IS NOT NULL;
CREATE INDEX findings_first_operation_run ON findings (first_operation_run_id)
    WHERE first_operation_run_id IS NOT NULL;
CREATE INDEX findings_acknowledged_by ON findings (acknowledged_by) WHERE acknowledged_by IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON inventory_sync_runs, findings TO waybill_tenant;
GRANT SELECT, INSERT ON inventory_items TO waybill_tenant;
GRANT SELECT, INSERT, DELETE ON inventory_differences TO waybill_tenant;
GRANT SELECT ON inventory_sync_runs, inventory_items, inventory_differences, findings TO waybill_runtime;
GRANT UPDATE (status, finished_at, updated_at) ON inventory_sync_runs TO waybill_runtime;
GRANT SELECT, DELETE ON inventory_sync_runs, inventory_items, inventory_differences, findings TO waybill_retention;
