-- What is remembered of a remote source whose import completed: unchanged content is not imported again.
CREATE TABLE import_sources (
    workspace_id bigint NOT NULL CONSTRAINT import_sources_workspace_fk REFERENCES workspaces,
    -- SHA-256 of the address and of what is made of its content; the address itself can hold secrets
    source_key text NOT NULL CONSTRAINT import_sources_key_hex CHECK (source_key ~ '^[0-9a-f]{64}$'),
    etag text CONSTRAINT import_sources_etag_length CHECK (length(etag) BETWEEN 1 AND 1024),
    last_modified text CONSTRAINT import_sources_last_modified_length CHECK (length(last_modified) BETWEEN 1 AND 64),
    sha256 text CONSTRAINT import_sources_sha256_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    -- the import that completed; the ledger may forget it sooner
    process_id bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT import_sources_pk PRIMARY KEY (workspace_id, source_key)
);
CREATE INDEX import_sources_process ON import_sources (workspace_id, process_id);

-- Pages of a remote API that an import has fetched, each with its content as a file.
CREATE TABLE import_pages (
    workspace_id bigint NOT NULL CONSTRAINT import_pages_workspace_fk REFERENCES workspaces,
    process_id bigint NOT NULL CONSTRAINT import_pages_process_fk REFERENCES processes ON DELETE CASCADE,
    number int NOT NULL CONSTRAINT import_pages_number CHECK (number >= 0),
    file_id uuid NOT NULL,
    records bigint NOT NULL CONSTRAINT import_pages_records CHECK (records >= 0),
    -- number, cursor or address of the next page; null after the last
    next_page text CONSTRAINT import_pages_next_length CHECK (length(next_page) BETWEEN 1 AND 4096),
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT import_pages_pk PRIMARY KEY (process_id, number),
    CONSTRAINT import_pages_file_fk FOREIGN KEY (workspace_id, file_id) REFERENCES files (workspace_id, id)
);
CREATE INDEX import_pages_file ON import_pages (workspace_id, file_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON import_sources TO waybill_tenant;
GRANT SELECT, INSERT ON import_pages TO waybill_tenant;
GRANT SELECT ON import_sources, import_pages TO waybill_runtime;
GRANT SELECT, DELETE ON import_sources, import_pages TO waybill_retention;
