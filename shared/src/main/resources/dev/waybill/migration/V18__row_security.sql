-- Row security (DESIGN.md section 7): whose transaction this is. RoleTransactions sets it for waybill_tenant.
CREATE FUNCTION waybill_workspace() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('waybill.workspace_id', true), '')::bigint;

CREATE FUNCTION waybill_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('waybill.user_id', true), '')::bigint;

-- Each role may do what those before it may: viewer, operator, admin. Without one nobody may anything.
CREATE FUNCTION waybill_may(wanted text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN COALESCE(
    array_position(ARRAY['viewer', 'operator', 'admin'], NULLIF(current_setting('waybill.role', true), ''))
        >= array_position(ARRAY['viewer', 'operator', 'admin'], wanted), false);

-- Whether only what the user started is theirs to see.
CREATE FUNCTION waybill_own() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN COALESCE(current_setting('waybill.own', true), '') = 'true';
