-- Row security (DESIGN.md section 7, docs/security.md): which rows the database shows to whom, and lets whom change.

-- What serves all workspaces beside the ledger (docs/decisions/0006-who-sees-all-workspaces.md). As in V1, the role belongs
-- to the cluster and may be there.
DO $$
DECLARE
    modern boolean := current_setting('server_version_num')::int >= 160000;
    may_set boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'waybill_system') THEN
        BEGIN
            CREATE ROLE waybill_system NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END IF;
    EXECUTE format('SELECT pg_has_role(current_user, %L, %L)', 'waybill_system', CASE WHEN modern THEN 'SET' ELSE 'MEMBER' END)
        INTO may_set;
    IF NOT may_set THEN
        EXECUTE 'GRANT waybill_system TO CURRENT_USER' || CASE WHEN modern THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO waybill_system', current_schema());
END $$;

GRANT SELECT, INSERT ON audit_logs, review_pack_link_secrets TO waybill_system;
GRANT SELECT, UPDATE ON webhook_endpoints TO waybill_system;
GRANT SELECT, UPDATE, DELETE ON webhook_deliveries TO waybill_system;
GRANT INSERT ON notifications TO waybill_system;
GRANT SELECT, INSERT, UPDATE ON ai_rate_limits TO waybill_system;
GRANT SELECT (id, workspace_id) ON review_packs TO waybill_system;
-- who calls, and as whom
GRANT SELECT ON workspaces, users, workspace_members TO waybill_system;
REVOKE ALL ON review_pack_link_secrets, ai_rate_limits, audit_logs FROM waybill_runtime;
REVOKE UPDATE (secret, previous_secret, previous_secret_until, failing_since, disabled_at, disabled_reason, version,
    updated_at) ON webhook_endpoints FROM waybill_runtime;
REVOKE UPDATE, DELETE ON webhook_deliveries FROM waybill_runtime;
-- what is compared with the ledger
GRANT SELECT ON jobrunr_jobs TO waybill_retention;

-- Whose transaction this is. RoleTransactions sets it for waybill_tenant.
-- Each role may do what those before it may: viewer, operator, admin. Without one nobody may anything.
CREATE FUNCTION waybill_may(wanted text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN COALESCE(
    array_position(ARRAY['viewer', 'operator', 'admin'], NULLIF(current_setting('waybill.role', true), ''))
        >= array_position(ARRAY['viewer', 'operator', 'admin'], wanted), false);

-- Null for who has no role in it.
CREATE FUNCTION waybill_workspace() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN waybill_may('viewer') THEN NULLIF(current_setting('waybill.workspace_id', true), '')::bigint END;

CREATE FUNCTION waybill_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('waybill.user_id', true), '')::bigint;

-- Whether only what the user started is theirs to see.
CREATE FUNCTION waybill_own() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN COALESCE(current_setting('waybill.own', true), '') = 'true';

-- The clock as in V1, without COALESCE: PostgreSQL takes that for leaky, so that no index of times could stand before row
-- security.
CREATE OR REPLACE FUNCTION waybill_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
RETURN now() + CASE WHEN current_setting('waybill.clock_offset', true) <> ''
    THEN current_setting('waybill.clock_offset', true)::interval ELSE interval '0' END;

-- Who sees a row: the roles that act for all workspaces, and of the tenants those of its workspace for whom the condition
-- holds. Who writes it: of these, those with the role; a table that grants no writes needs none. Functions stand in
-- sub-selects, so that a statement asks them once and the condition is a key of an index.
-- A later migration that changes rows does so under one of the first roles: the owner itself sees none.
CREATE FUNCTION waybill_secure(secured regclass, shown text, writer text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    verb text;
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', secured);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', secured);
    EXECUTE format('CREATE POLICY all_workspaces ON %s TO waybill_runtime, waybill_retention, waybill_system'
        ' USING (true) WITH CHECK (true)', secured);
    IF shown IS NOT NULL THEN
        EXECUTE format('CREATE POLICY of_tenant ON %s TO waybill_tenant USING (%s)', secured, shown);
        FOREACH verb IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
            EXECUTE format('CREATE POLICY %I ON %s AS RESTRICTIVE FOR %s TO waybill_tenant %s ((SELECT waybill_may(%L)))',
                'role_to_' || lower(verb), secured, verb, CASE verb WHEN 'INSERT' THEN 'WITH CHECK' ELSE 'USING' END,
                writer);
        END LOOP;
    END IF;
END $$;

-- Records of the workspace, shared by its members.
SELECT waybill_secure(secured::regclass, 'workspace_id = (SELECT waybill_workspace())', 'operator')
FROM unnest(ARRAY['tenants', 'finders', 'products', 'locations', 'import_mappings', 'import_sources', 'findings',
    'schedule_runs']) AS secured;
SELECT waybill_secure('webhook_endpoints', 'workspace_id = (SELECT waybill_workspace())', 'admin');

-- What hangs on no process of one person is not for who sees only their own.
SELECT waybill_secure(secured::regclass, 'workspace_id = (SELECT waybill_workspace()) AND NOT (SELECT waybill_own())',
    'operator')
FROM unnest(ARRAY['process_archives', 'ai_answers']) AS secured;

-- What a person started, brought or asked for.
SELECT waybill_secure(secured::regclass, format('workspace_id = (SELECT waybill_workspace())'
    ' AND (NOT (SELECT waybill_own()) OR %I = (SELECT waybill_user()))', who), 'operator')
FROM (VALUES ('processes', 'user_id'), ('files', 'user_id'), ('ai_location_import_batches', 'user_id'),
    ('review_packs', 'initiated_by_user_id')) AS listed(secured, who);

-- What belongs to a process, a file, a batch or a run is shown with it.
SELECT waybill_secure(secured::regclass, format('workspace_id = (SELECT waybill_workspace())'
    ' AND (NOT (SELECT waybill_own()) OR EXISTS (SELECT FROM %I WHERE %1$I.id = %I.%I))', parent, secured, part),
    'operator')
FROM (VALUES ('process_events', 'processes', 'process_id'), ('process_items', 'processes', 'process_id'),
    ('import_pages', 'processes', 'process_id'), ('inventory_differences', 'processes', 'process_id'),
    ('inventory_sync_runs', 'processes', 'process_id'), ('enrichment_items', 'processes', 'process_id'),
    ('usage_entries', 'processes', 'process_id'), ('file_chunks', 'files', 'file_id'),
    ('ai_location_import_items', 'ai_location_import_batches', 'batch_id'),
    ('inventory_items', 'inventory_sync_runs', 'sync_run_id')) AS listed(secured, parent, part);

-- Of a process, or, for admins to set, of the workspace.
SELECT waybill_secure('ai_budgets', 'workspace_id = (SELECT waybill_workspace())'
    ' AND (NOT (SELECT waybill_own()) OR process_id IS NULL'
    ' OR EXISTS (SELECT FROM processes WHERE processes.id = ai_budgets.process_id))', 'operator');
CREATE POLICY workspace_budget_to_insert ON ai_budgets AS RESTRICTIVE FOR INSERT TO waybill_tenant
    WITH CHECK (process_id IS NOT NULL OR (SELECT waybill_may('admin')));
CREATE POLICY workspace_budget_to_update ON ai_budgets AS RESTRICTIVE FOR UPDATE TO waybill_tenant
    USING (process_id IS NOT NULL OR (SELECT waybill_may('admin')));

-- Everybody marks their own as read.
SELECT waybill_secure('notifications', 'workspace_id = (SELECT waybill_workspace())'
    ' AND user_id = (SELECT waybill_user())', 'viewer');

-- Schedules of the system are shown to all: they name types and times.
SELECT waybill_secure('schedules', '(workspace_id = (SELECT waybill_workspace())'
    ' OR workspace_id IS NULL AND (SELECT waybill_workspace()) IS NOT NULL)', 'admin');
DROP POLICY of_tenant ON schedule_runs;
CREATE POLICY of_tenant ON schedule_runs TO waybill_tenant USING (
    (workspace_id = (SELECT waybill_workspace()) OR workspace_id IS NULL AND (SELECT waybill_workspace()) IS NOT NULL)
    AND (NOT (SELECT waybill_own()) OR EXISTS (SELECT FROM processes WHERE processes.id = schedule_runs.process_id)));

-- Members, and who they are.
SELECT waybill_secure('workspaces', 'id = (SELECT waybill_workspace())', 'admin');
SELECT waybill_secure('workspace_members', 'workspace_id = (SELECT waybill_workspace())'
    ' AND (NOT (SELECT waybill_own()) OR user_id = (SELECT waybill_user()))', 'admin');
SELECT waybill_secure('users', 'EXISTS (SELECT FROM workspace_members WHERE workspace_members.user_id = users.id)', 'admin');

GRANT SELECT ON audit_logs TO waybill_tenant;
SELECT waybill_secure('audit_logs', 'workspace_id = (SELECT waybill_workspace()) AND (SELECT waybill_may(''admin''))',
    'admin');

-- What no tenant is granted at all.
SELECT waybill_secure(secured::regclass, NULL, NULL)
FROM unnest(ARRAY['request_keys', 'webhook_deliveries', 'file_uses']) AS secured;

-- Queues serve all workspaces: an admin sees and holds back what is everybody's and what is their workspace's own.
GRANT SELECT, INSERT, UPDATE, DELETE ON queue_controls TO waybill_tenant;
SELECT waybill_secure('queue_controls', '(SELECT waybill_workspace()) IS NOT NULL'
    ' AND (scope <> ''workspace'' OR name = (SELECT waybill_workspace())::text)', 'admin');

DROP FUNCTION waybill_secure(regclass, text, text);

-- What ran as the tables' owner, who sees no rows any more.
DO $$
BEGIN
    EXECUTE format('GRANT CREATE ON SCHEMA %I TO waybill_retention, waybill_runtime', current_schema());
END $$;
ALTER FUNCTION forget_notifications() OWNER TO waybill_retention;

-- Comparisons of numeric may leak, so that an index of them cannot stand before row security; those of whole numbers can.
ALTER TABLE locations
    ADD COLUMN lat_micro int GENERATED ALWAYS AS ((lat * 1000000)::int) STORED,
    ADD COLUMN lng_micro int GENERATED ALWAYS AS ((lng * 1000000)::int) STORED;
DROP INDEX locations_coordinates;
CREATE INDEX locations_coordinates ON locations (workspace_id, lat_micro, lng_micro) WHERE lat_micro IS NOT NULL;

-- Text search: an index or a cheap test on many rows cannot stand before row security in a tenant's plan, since a text's
-- comparison may leak. So it runs as the runtime, and says itself whose rows these are.
CREATE FUNCTION search_processes(wanted text, before bigint, window_size int) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 AS $$
    SELECT id FROM (
        SELECT id, user_id, name, error_message, label FROM processes
        WHERE workspace_id = (SELECT waybill_workspace()) AND id < before
        ORDER BY id DESC LIMIT window_size) newest
    WHERE (NOT (SELECT waybill_own()) OR user_id = (SELECT waybill_user()))
        AND (id::text = wanted OR strpos(lower(name), lower(wanted)) > 0 OR strpos(lower(error_message), lower(wanted)) > 0
            OR strpos(lower(label), lower(wanted)) > 0)
$$;
REVOKE ALL ON FUNCTION search_processes(text, bigint, int) FROM PUBLIC;
ALTER FUNCTION search_processes(text, bigint, int) OWNER TO waybill_runtime;
DO $$
BEGIN
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM waybill_retention, waybill_runtime', current_schema());
    -- without this path a caller could put tables of its own before ours
    SET LOCAL ROLE waybill_runtime;
    EXECUTE format('ALTER FUNCTION search_processes(text, bigint, int) SET search_path = %I, pg_temp', current_schema());
    GRANT EXECUTE ON FUNCTION search_processes(text, bigint, int) TO waybill_tenant;
    RESET ROLE;
END $$;
