-- Mappings that people saved: which column says what, by name.
CREATE TABLE import_mappings (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT import_mappings_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT import_mappings_workspace_fk REFERENCES workspaces,
    name text NOT NULL CONSTRAINT import_mappings_name_length CHECK (length(name) BETWEEN 1 AND 100),
    target text NOT NULL CONSTRAINT import_mappings_target_known CHECK (target IN ('products', 'locations')),
    -- the subtype it is meant for; null for any
    format text CONSTRAINT import_mappings_format_known CHECK (format IN ('csv', 'xml', 'excel', 'api')),
    mapping jsonb NOT NULL,
    options jsonb NOT NULL DEFAULT '{}',
    created_by bigint CONSTRAINT import_mappings_created_by_fk REFERENCES users ON DELETE SET NULL,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT import_mappings_name_unique UNIQUE (workspace_id, name)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON import_mappings TO waybill_tenant;
GRANT SELECT ON import_mappings TO waybill_runtime;
GRANT SELECT, DELETE ON import_mappings TO waybill_retention;

-- Whether what a process did can be taken back, and the process that does; part of the header, so that every page that
-- shows it knows without asking.
ALTER TABLE processes
    ADD COLUMN undoable boolean NOT NULL DEFAULT false,
    ADD COLUMN undo_id bigint CONSTRAINT processes_undo_fk REFERENCES processes ON DELETE SET NULL;
CREATE INDEX processes_undo ON processes (undo_id) WHERE undo_id IS NOT NULL;
UPDATE processes SET undoable = true WHERE type = 'import';
