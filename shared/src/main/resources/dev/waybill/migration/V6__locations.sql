-- Places that people can go to: what imports bring, and what was generated and approved.
CREATE TABLE locations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT locations_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT locations_workspace_fk REFERENCES workspaces,
    -- id:<the id in the system it came from>, else place:<name, address, city, zip and country as they compare>
    identity_key text NOT NULL CONSTRAINT locations_identity_length CHECK (length(identity_key) BETWEEN 1 AND 640),
    source_id text,
    name text NOT NULL CONSTRAINT locations_name_length CHECK (length(name) BETWEEN 1 AND 255),
    -- the name as it compares
    name_key text NOT NULL,
    address text,
    city text,
    state text,
    zip text,
    country text CONSTRAINT locations_country CHECK (country ~ '^[A-Z]{2}$'),
    phone text,
    website text CONSTRAINT locations_website CHECK (website ~ '^https?://[^@[:space:]]+$'),
    website_host text GENERATED ALWAYS AS (substring(website FROM '^https?://(?:www\.)?([^/:?#]+)')) STORED,
    lat numeric(9, 6) CONSTRAINT locations_lat CHECK (lat BETWEEN -90 AND 90),
    lng numeric(9, 6) CONSTRAINT locations_lng CHECK (lng BETWEEN -180 AND 180),
    tags text[] NOT NULL DEFAULT '{}',
    categories text[] NOT NULL DEFAULT '{}',
    custom_fields jsonb NOT NULL DEFAULT '{}'
        CONSTRAINT locations_custom_fields CHECK (jsonb_typeof(custom_fields) = 'object'),
    hours jsonb CONSTRAINT locations_hours CHECK (jsonb_typeof(hours) = 'object'),
    -- the process that wrote it last; the ledger may forget it earlier
    source_process_id bigint,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT locations_identity_unique UNIQUE (workspace_id, identity_key),
    CONSTRAINT locations_coordinates CHECK ((lat IS NULL) = (lng IS NULL))
);
-- where duplicates are looked for
CREATE INDEX locations_name ON locations (workspace_id, name_key);
CREATE INDEX locations_phone ON locations (workspace_id, phone) WHERE phone IS NOT NULL;
CREATE INDEX locations_website ON locations (workspace_id, website_host) WHERE website_host IS NOT NULL;
CREATE INDEX locations_coordinates ON locations (workspace_id, lat, lng) WHERE lat IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON locations TO waybill_tenant;
GRANT SELECT ON locations TO waybill_runtime;
GRANT SELECT, DELETE ON locations TO waybill_retention;
