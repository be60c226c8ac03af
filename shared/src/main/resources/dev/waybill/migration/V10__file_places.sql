-- Where a file's content is: each file says it for itself, so that a node's setting may change at any time.
ALTER TABLE files
    ADD COLUMN place text NOT NULL DEFAULT 'postgresql'
        CONSTRAINT files_place_known CHECK (place IN ('postgresql', 'directory'));
