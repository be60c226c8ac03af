-- Who calls (issue 6): API keys, sessions of the hub, one-time links to sign in by, people whom an issuer vouches for.
CREATE TABLE api_keys (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT api_keys_pk PRIMARY KEY,
    -- the part of the key that is no secret: how it is found
    public_id text NOT NULL CONSTRAINT api_keys_public_id_unique UNIQUE,
    workspace_id bigint NOT NULL CONSTRAINT api_keys_workspace_fk REFERENCES workspaces,
    -- as whom it acts; it can do what both it and this member may
    user_id bigint NOT NULL CONSTRAINT api_keys_user_fk REFERENCES users ON DELETE CASCADE,
    name text NOT NULL,
    role text NOT NULL CONSTRAINT api_keys_role_known CHECK (role IN ('viewer', 'operator', 'admin')),
    -- only what its user started
    own boolean NOT NULL DEFAULT false,
    -- SHA-256 of the secret, which has 256 random bits: nothing slower would make it harder to guess
    secret_hash bytea NOT NULL CONSTRAINT api_keys_hash_is_sha256 CHECK (octet_length(secret_hash) = 32),
    created_by bigint CONSTRAINT api_keys_created_by_fk REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT api_keys_own_is_no_admin CHECK (NOT own OR role <> 'admin')
);

CREATE INDEX api_keys_of_workspace ON api_keys (workspace_id, id DESC);
CREATE INDEX api_keys_of_user ON api_keys (user_id);

CREATE TABLE access_sessions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT access_sessions_pk PRIMARY KEY,
    token_hash bytea NOT NULL CONSTRAINT access_sessions_token_hash_unique UNIQUE,
    api_key_id bigint NOT NULL CONSTRAINT access_sessions_api_key_fk REFERENCES api_keys ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    last_seen_at timestamptz NOT NULL DEFAULT waybill_now(),
    expires_at timestamptz NOT NULL
);

CREATE INDEX access_sessions_of_key ON access_sessions (api_key_id);
CREATE INDEX access_sessions_expiry ON access_sessions (expires_at);

CREATE TABLE sign_in_links (
    token_hash bytea NOT NULL CONSTRAINT sign_in_links_pk PRIMARY KEY,
    api_key_id bigint NOT NULL CONSTRAINT sign_in_links_api_key_fk REFERENCES api_keys ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

CREATE INDEX sign_in_links_of_key ON sign_in_links (api_key_id);

-- Which user an issuer's subject is.
CREATE TABLE user_identities (
    issuer text NOT NULL,
    subject text NOT NULL,
    user_id bigint NOT NULL CONSTRAINT user_identities_user_fk REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT user_identities_pk PRIMARY KEY (issuer, subject)
);

CREATE INDEX user_identities_of_user ON user_identities (user_id);

-- Before a request has a workspace waybill_system finds out who calls; what admins do is done as waybill_tenant.
GRANT SELECT, INSERT, UPDATE (last_used_at, revoked_at) ON api_keys TO waybill_system;
GRANT SELECT, INSERT, UPDATE (last_seen_at), DELETE ON access_sessions TO waybill_system;
GRANT SELECT, INSERT, DELETE ON sign_in_links TO waybill_system;
GRANT SELECT, INSERT ON user_identities TO waybill_system;
GRANT INSERT ON users TO waybill_system;
GRANT INSERT ON workspace_members TO waybill_system;
GRANT SELECT (id, public_id, workspace_id, user_id, name, role, own, created_by, created_at, expires_at, last_used_at,
    revoked_at) ON api_keys TO waybill_tenant;
GRANT INSERT, UPDATE (revoked_at) ON api_keys TO waybill_tenant;
GRANT INSERT, UPDATE (role), DELETE ON workspace_members TO waybill_tenant;
GRANT SELECT, DELETE ON api_keys, access_sessions, sign_in_links, user_identities TO waybill_retention;

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY api_keys_tenant ON api_keys TO waybill_tenant
    USING (workspace_id = waybill_workspace() AND waybill_may('admin') AND NOT waybill_own())
    WITH CHECK (workspace_id = waybill_workspace() AND waybill_may('admin') AND NOT waybill_own());
CREATE POLICY api_keys_system ON api_keys TO waybill_system, waybill_retention USING (true) WITH CHECK (true);

ALTER TABLE access_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY access_sessions_system ON access_sessions TO waybill_system, waybill_retention
    USING (true) WITH CHECK (true);

ALTER TABLE sign_in_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_links FORCE ROW LEVEL SECURITY;
CREATE POLICY sign_in_links_system ON sign_in_links TO waybill_system, waybill_retention
    USING (true) WITH CHECK (true);

ALTER TABLE user_identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_identities FORCE ROW LEVEL SECURITY;
CREATE POLICY user_identities_system ON user_identities TO waybill_system, waybill_retention
    USING (true) WITH CHECK (true);
