-- Files that people bring (DESIGN.md section 7): a header, and its content in chunks of 1 MiB.
CREATE TABLE files (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT files_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT files_workspace_fk REFERENCES workspaces,
    user_id bigint CONSTRAINT files_user_fk REFERENCES users ON DELETE SET NULL,
    name text NOT NULL CONSTRAINT files_name_length CHECK (length(name) BETWEEN 1 AND 255),
    content_type text CONSTRAINT files_content_type_length CHECK (length(content_type) <= 127),
    size bigint CONSTRAINT files_size CHECK (size >= 0),
    sha256 text CONSTRAINT files_sha256_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    complete boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT files_complete_is_known CHECK (NOT complete OR (size IS NOT NULL AND sha256 IS NOT NULL)),
    -- lets a chunk insist that its file belongs to its workspace
    CONSTRAINT files_of_workspace UNIQUE (workspace_id, id)
);
CREATE INDEX files_incomplete ON files (created_at) WHERE NOT complete;

CREATE TABLE file_chunks (
    file_id uuid NOT NULL,
    number int NOT NULL CONSTRAINT file_chunks_number CHECK (number >= 0),
    workspace_id bigint NOT NULL,
    data bytea NOT NULL CONSTRAINT file_chunks_data_size CHECK (octet_length(data) BETWEEN 1 AND 1048576),
    CONSTRAINT file_chunks_pk PRIMARY KEY (file_id, number),
    CONSTRAINT file_chunks_file_fk FOREIGN KEY (workspace_id, file_id) REFERENCES files (workspace_id, id)
);
-- Compressing every megabyte costs more than it saves.
ALTER TABLE file_chunks ALTER COLUMN data SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, DELETE ON files, file_chunks TO waybill_tenant;
GRANT UPDATE (size, sha256, complete) ON files TO waybill_tenant;
GRANT SELECT ON files, file_chunks TO waybill_runtime;
GRANT SELECT, DELETE ON files, file_chunks TO waybill_retention;
