-- Enrichment: what models suggest for records that are there, what they cost, and the limits of both.

ALTER TABLE products
    ADD COLUMN seo_title text CONSTRAINT products_seo_title_length CHECK (length(seo_title) <= 500),
    ADD COLUMN seo_description text CONSTRAINT products_seo_description_length CHECK (length(seo_description) <= 5000);

-- A record that an enrichment was asked for. The record itself may be gone when the row is read.
CREATE TABLE enrichment_items (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT enrichment_items_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT enrichment_items_workspace_fk REFERENCES workspaces ON DELETE CASCADE,
    process_id bigint NOT NULL CONSTRAINT enrichment_items_process_fk REFERENCES processes ON DELETE CASCADE,
    item_index bigint NOT NULL CONSTRAINT enrichment_items_index CHECK (item_index >= 0),
    -- in the table of the process's kind of records
    record_id text NOT NULL,
    -- what people call the record
    item_key text,
    status varchar NOT NULL DEFAULT 'selected' CONSTRAINT enrichment_items_status_known
        CHECK (status IN ('selected', 'pending_review', 'approved', 'rejected', 'applied', 'stale', 'failed',
            'skipped')),
    -- the columns that would change, as they were read and as the model wants them; what a person wants instead
    before_state jsonb CONSTRAINT enrichment_items_before CHECK (jsonb_typeof(before_state) = 'object'),
    after_state jsonb CONSTRAINT enrichment_items_after CHECK (jsonb_typeof(after_state) = 'object'),
    user_state jsonb CONSTRAINT enrichment_items_user CHECK (jsonb_typeof(user_state) = 'object'),
    warnings jsonb NOT NULL DEFAULT '[]' CONSTRAINT enrichment_items_warnings CHECK (jsonb_typeof(warnings) = 'array'),
    confidence varchar CONSTRAINT enrichment_items_confidence_known CHECK (confidence IN ('high', 'medium', 'low')),
    error_code text,
    message text,
    model varchar,
    -- its share of the calls that it was part of; nothing when the answer was known before
    tokens bigint NOT NULL DEFAULT 0 CONSTRAINT enrichment_items_tokens CHECK (tokens >= 0),
    cost_usd numeric(16, 8) NOT NULL DEFAULT 0 CONSTRAINT enrichment_items_cost CHECK (cost_usd >= 0),
    cached boolean NOT NULL DEFAULT false,
    decided_by bigint CONSTRAINT enrichment_items_decided_by_fk REFERENCES users ON DELETE SET NULL,
    decided_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT enrichment_items_index_unique UNIQUE (process_id, item_index),
    CONSTRAINT enrichment_items_record_unique UNIQUE (process_id, record_id),
    CONSTRAINT enrichment_items_suggested CHECK (status IN ('selected', 'failed', 'skipped')
        OR (before_state IS NOT NULL AND after_state IS NOT NULL))
);
CREATE INDEX enrichment_items_status ON enrichment_items (process_id, status, item_index);
CREATE INDEX enrichment_items_decided_by ON enrichment_items (decided_by) WHERE decided_by IS NOT NULL;

-- What models answered for a record, so that nobody pays for the same answer again.
CREATE TABLE ai_answers (
    workspace_id bigint NOT NULL CONSTRAINT ai_answers_workspace_fk REFERENCES workspaces ON DELETE CASCADE,
    model varchar NOT NULL,
    prompt_version varchar NOT NULL,
    -- SHA-256 of what was asked for and of the record as the model saw it, in hexadecimal digits
    content_hash char(64) NOT NULL,
    answer jsonb NOT NULL CONSTRAINT ai_answers_answer CHECK (jsonb_typeof(answer) = 'object'),
    -- who paid how much for it; the process may be gone
    process_id bigint,
    tokens bigint NOT NULL,
    cost_usd numeric(16, 8) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT ai_answers_pk PRIMARY KEY (workspace_id, model, prompt_version, content_hash)
);
CREATE INDEX ai_answers_created ON ai_answers (workspace_id, created_at);

-- A call of a model. It is open while it runs and holds back the most that it may cost; one that its worker did not live to
-- close is lost: whether it was billed nobody knows, so that it counts as what it held back.
CREATE TABLE usage_entries (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT usage_entries_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT usage_entries_workspace_fk REFERENCES workspaces ON DELETE CASCADE,
    process_id bigint CONSTRAINT usage_entries_process_fk REFERENCES processes ON DELETE SET NULL,
    attempt int NOT NULL,
    provider varchar NOT NULL,
    model varchar NOT NULL,
    state varchar NOT NULL DEFAULT 'open' CONSTRAINT usage_entries_state_known
        CHECK (state IN ('open', 'answered', 'failed', 'lost')),
    reason_code text,
    input_tokens bigint NOT NULL DEFAULT 0,
    output_tokens bigint NOT NULL DEFAULT 0,
    total_tokens bigint NOT NULL DEFAULT 0,
    -- null when the model has no price
    cost_usd numeric(16, 8),
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    ended_at timestamptz,
    CONSTRAINT usage_entries_counts CHECK (input_tokens >= 0 AND output_tokens >= 0 AND total_tokens >= 0
        AND cost_usd >= 0),
    CONSTRAINT usage_entries_ended CHECK ((state = 'open') = (ended_at IS NULL))
);
CREATE INDEX usage_entries_day ON usage_entries (workspace_id, created_at) INCLUDE (cost_usd);
CREATE INDEX usage_entries_process ON usage_entries (process_id) INCLUDE (cost_usd);

CREATE VIEW usage_by_process WITH (security_invoker = true) AS
SELECT workspace_id, process_id, model, count(*) AS calls, sum(input_tokens)::bigint AS input_tokens,
       sum(output_tokens)::bigint AS output_tokens, sum(total_tokens)::bigint AS total_tokens,
       COALESCE(sum(cost_usd), 0) AS cost_usd
FROM usage_entries
GROUP BY workspace_id, process_id, model;

CREATE VIEW usage_by_day WITH (security_invoker = true) AS
SELECT workspace_id, (created_at AT TIME ZONE 'UTC')::date AS day, provider, model, count(*) AS calls,
       sum(input_tokens)::bigint AS input_tokens, sum(output_tokens)::bigint AS output_tokens,
       sum(total_tokens)::bigint AS total_tokens, COALESCE(sum(cost_usd), 0) AS cost_usd
FROM usage_entries
GROUP BY workspace_id, (created_at AT TIME ZONE 'UTC')::date, provider, model;

-- The most that calls may cost: of a process, or, without one, of the workspace in a month (UTC).
CREATE TABLE ai_budgets (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ai_budgets_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT ai_budgets_workspace_fk REFERENCES workspaces ON DELETE CASCADE,
    process_id bigint CONSTRAINT ai_budgets_process_fk REFERENCES processes ON DELETE CASCADE,
    max_usd numeric(16, 8) NOT NULL CONSTRAINT ai_budgets_max CHECK (max_usd >= 0),
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT ai_budgets_unique UNIQUE NULLS NOT DISTINCT (workspace_id, process_id)
);
CREATE INDEX ai_budgets_process ON ai_budgets (process_id) WHERE process_id IS NOT NULL;

-- When the next request to a provider's model may leave, whichever worker sends it. Of no workspace: a key has one limit.
CREATE TABLE ai_rate_limits (
    name text CONSTRAINT ai_rate_limits_pk PRIMARY KEY,
    requests_at timestamptz NOT NULL DEFAULT '-infinity',
    tokens_at timestamptz NOT NULL DEFAULT '-infinity',
    -- the provider wants none until then
    blocked_until timestamptz NOT NULL DEFAULT '-infinity',
    -- the share of the configured rate that is used since then; recovers with time
    share double precision NOT NULL DEFAULT 1 CONSTRAINT ai_rate_limits_share CHECK (share > 0 AND share <= 1),
    share_at timestamptz NOT NULL DEFAULT waybill_now()
);

-- Reviews that nobody ends: the last reminder is the last event of the process.
CREATE INDEX processes_in_review ON processes (id) WHERE status = 'waiting_review';
ALTER TABLE ai_location_import_batches DROP COLUMN reminded_at;

GRANT SELECT, INSERT, UPDATE ON enrichment_items, usage_entries, ai_budgets TO waybill_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_answers TO waybill_tenant;
GRANT SELECT ON usage_by_process, usage_by_day TO waybill_tenant, waybill_runtime;
GRANT SELECT ON enrichment_items, ai_answers, usage_entries, ai_budgets TO waybill_runtime;
GRANT SELECT, INSERT, UPDATE ON ai_rate_limits TO waybill_runtime;
GRANT SELECT, DELETE ON enrichment_items, ai_answers, usage_entries, ai_budgets TO waybill_retention;
