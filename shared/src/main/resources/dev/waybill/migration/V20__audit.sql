-- The audit log (docs/security.md): who did what, from where. A row never changes.
ALTER TABLE audit_logs
    -- what was shown as the credential; it outlives the key
    ADD COLUMN api_key_id bigint,
    -- where the request came from; null for what came by none
    ADD COLUMN address text CONSTRAINT audit_logs_address_length CHECK (length(address) BETWEEN 1 AND 64),
    -- an entry still names a user who is gone
    DROP CONSTRAINT audit_logs_user_fk,
    ADD CONSTRAINT audit_logs_action_length CHECK (length(action) BETWEEN 1 AND 63),
    ADD CONSTRAINT audit_logs_details CHECK (jsonb_typeof(details) = 'object');
CREATE INDEX audit_logs_of_workspace ON audit_logs (workspace_id, id DESC);
CREATE INDEX audit_logs_of_subject ON audit_logs (workspace_id, subject_type, subject_id, id DESC)
    WHERE subject_id IS NOT NULL;

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- a workspace that is deleted takes its log along
    IF TG_OP = 'DELETE' AND current_user = 'waybill_retention' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit_logs is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE ON audit_logs
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_logs_no_truncate BEFORE TRUNCATE ON audit_logs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- the trigger lets nobody else
GRANT DELETE ON audit_logs TO waybill_retention;
