-- AI location imports (seed ai-location-import-batch.txt): a batch, and the drafts that a person reviews.

-- lets a batch insist that its finder belongs to its workspace
ALTER TABLE finders ADD CONSTRAINT finders_of_workspace UNIQUE (workspace_id, id);

CREATE TABLE ai_location_import_batches (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ai_location_import_batches_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT ai_location_import_batches_workspace_fk REFERENCES workspaces
        ON DELETE CASCADE,
    finder_id bigint,
    user_id bigint NOT NULL CONSTRAINT ai_location_import_batches_user_fk REFERENCES users ON DELETE CASCADE,
    name text CONSTRAINT ai_location_import_batches_name_length CHECK (length(name) <= 200),
    status varchar NOT NULL DEFAULT 'draft' CONSTRAINT ai_location_import_batches_status_known
        CHECK (status IN ('draft', 'imported', 'discarded')),
    source_answers jsonb NOT NULL CONSTRAINT ai_location_import_batches_answers
        CHECK (jsonb_typeof(source_answers) = 'object'),
    location_count int NOT NULL CONSTRAINT ai_location_import_batches_count CHECK (location_count > 0),
    -- what the user asked for; model_name is what answered
    requested_model varchar,
    model_name varchar,
    prompt_version varchar NOT NULL DEFAULT 'v1',
    usage_metadata jsonb,
    total_items int NOT NULL DEFAULT 0,
    approved_items int NOT NULL DEFAULT 0,
    rejected_items int NOT NULL DEFAULT 0,
    imported_items int NOT NULL DEFAULT 0,
    failed_items int NOT NULL DEFAULT 0,
    -- the process that generates; whoever changes the batch or its items holds that header's lock
    process_id bigint CONSTRAINT ai_location_import_batches_process_fk REFERENCES processes ON DELETE SET NULL,
    -- the process that applied last, and whether it still looks for approved items
    apply_process_id bigint
        CONSTRAINT ai_location_import_batches_apply_process_fk REFERENCES processes ON DELETE SET NULL,
    applying boolean NOT NULL DEFAULT false,
    -- when an import last came to its end
    applied_at timestamptz,
    reminded_at timestamptz,
    -- rises with every visible change of the batch or of an item
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT ai_location_import_batches_finder_fk FOREIGN KEY (workspace_id, finder_id)
        REFERENCES finders (workspace_id, id) ON DELETE SET NULL (finder_id),
    CONSTRAINT ai_location_import_batches_counters CHECK (total_items >= 0 AND approved_items >= 0
        AND rejected_items >= 0 AND imported_items >= 0 AND failed_items >= 0
        AND approved_items + rejected_items <= total_items AND imported_items + failed_items <= total_items),
    -- lets an item insist that its batch belongs to its workspace
    CONSTRAINT ai_location_import_batches_of_workspace UNIQUE (workspace_id, id)
);
CREATE INDEX ai_location_import_batches_workspace_status ON ai_location_import_batches (workspace_id, status);
CREATE INDEX ai_location_import_batches_user_status ON ai_location_import_batches (user_id, status);
CREATE INDEX ai_location_import_batches_finder ON ai_location_import_batches (workspace_id, finder_id)
    WHERE finder_id IS NOT NULL;
CREATE UNIQUE INDEX ai_location_import_batches_process ON ai_location_import_batches (process_id)
    WHERE process_id IS NOT NULL;
CREATE INDEX ai_location_import_batches_apply_process ON ai_location_import_batches (apply_process_id)
    WHERE apply_process_id IS NOT NULL;
-- what is left in review, oldest first
CREATE INDEX ai_location_import_batches_left ON ai_location_import_batches (updated_at) WHERE status = 'draft';

CREATE TABLE ai_location_import_items (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ai_location_import_items_pk PRIMARY KEY,
    workspace_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    status varchar NOT NULL DEFAULT 'pending_review' CONSTRAINT ai_location_import_items_status_known
        CHECK (status IN ('pending_review', 'approved', 'rejected', 'imported', 'failed')),
    raw_model_output jsonb,
    normalized_payload jsonb NOT NULL CONSTRAINT ai_location_import_items_normalized
        CHECK (jsonb_typeof(normalized_payload) = 'object'),
    user_payload jsonb CONSTRAINT ai_location_import_items_user_payload CHECK (jsonb_typeof(user_payload) = 'object'),
    warnings jsonb CONSTRAINT ai_location_import_items_warnings CHECK (jsonb_typeof(warnings) = 'array'),
    validation_errors jsonb
        CONSTRAINT ai_location_import_items_validation_errors CHECK (jsonb_typeof(validation_errors) = 'array'),
    confidence varchar
        CONSTRAINT ai_location_import_items_confidence_known CHECK (confidence IN ('high', 'medium', 'low')),
    import_result jsonb,
    -- what a person said last, who and when: it stays when the item is imported, and is null when nobody decided
    decision varchar CONSTRAINT ai_location_import_items_decision_known CHECK (decision IN ('approved', 'rejected')),
    decided_by bigint CONSTRAINT ai_location_import_items_decided_by_fk REFERENCES users ON DELETE SET NULL,
    decided_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT ai_location_import_items_batch_fk FOREIGN KEY (workspace_id, batch_id)
        REFERENCES ai_location_import_batches (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT ai_location_import_items_decided CHECK ((decision IS NULL) = (decided_at IS NULL)
        AND (decided_by IS NULL OR decided_at IS NOT NULL)),
    CONSTRAINT ai_location_import_items_decision_fits CHECK (CASE status
        WHEN 'pending_review' THEN decision IS NULL
        WHEN 'rejected' THEN decision IS NOT DISTINCT FROM 'rejected'
        ELSE decision IS DISTINCT FROM 'rejected' END),
    CONSTRAINT ai_location_import_items_imported_is_final CHECK (status <> 'imported' OR import_result IS NOT NULL)
);
CREATE INDEX ai_location_import_items_batch_status ON ai_location_import_items (batch_id, status);
CREATE INDEX ai_location_import_items_of_batch ON ai_location_import_items (batch_id, id);
CREATE INDEX ai_location_import_items_decided_by ON ai_location_import_items (decided_by)
    WHERE decided_by IS NOT NULL;

-- However the generating process comes to be cancelled, by a person, by a rejection or through JobRunr, its batch is
-- discarded in the same transaction.
CREATE FUNCTION discard_ai_location_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ai_location_import_batches
    SET status = 'discarded', version = version + 1, updated_at = waybill_now()
    WHERE process_id = NEW.id AND status = 'draft';
    RETURN NULL;
END $$;

CREATE TRIGGER processes_discard_ai_location_import AFTER UPDATE OF status ON processes
    FOR EACH ROW WHEN (NEW.type = 'ai_location_import_generate' AND NEW.status = 'cancelled'
        AND OLD.status <> 'cancelled')
    EXECUTE FUNCTION discard_ai_location_import();

GRANT SELECT, INSERT, UPDATE ON ai_location_import_batches, ai_location_import_items TO waybill_tenant;
GRANT SELECT ON ai_location_import_batches, ai_location_import_items TO waybill_runtime;
GRANT UPDATE (status, version, updated_at) ON ai_location_import_batches TO waybill_runtime;
GRANT SELECT, DELETE ON ai_location_import_batches, ai_location_import_items TO waybill_retention;
GRANT UPDATE (reminded_at) ON ai_location_import_batches TO waybill_retention;
