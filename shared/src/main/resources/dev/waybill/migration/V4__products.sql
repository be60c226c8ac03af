-- The catalogue: what imports bring and other families enrich.
CREATE TABLE products (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT products_pk PRIMARY KEY,
    workspace_id bigint NOT NULL CONSTRAINT products_workspace_fk REFERENCES workspaces,
    -- sku:<sku>, else handle:<handle> and its option values, else id:<the id in the system it came from>
    identity_key text NOT NULL CONSTRAINT products_identity_length CHECK (length(identity_key) BETWEEN 1 AND 640),
    sku text,
    handle text,
    name text NOT NULL CONSTRAINT products_name_length CHECK (length(name) BETWEEN 1 AND 500),
    description text,
    price numeric CONSTRAINT products_price CHECK (price >= 0 AND scale(price) <= 4),
    compare_at_price numeric
        CONSTRAINT products_compare_at_price CHECK (compare_at_price >= 0 AND scale(compare_at_price) <= 4),
    currency char(3),
    stock int,
    vendor text,
    categories text[] NOT NULL DEFAULT '{}',
    tags text[] NOT NULL DEFAULT '{}',
    image_urls text[] NOT NULL DEFAULT '{}',
    attributes jsonb NOT NULL DEFAULT '{}',
    options jsonb NOT NULL DEFAULT '{}',
    parent_sku text,
    source_id text,
    parent_source_id text,
    -- the row as a spreadsheet counts it, and the process that wrote the product last; the ledger outlives neither
    source_row bigint,
    source_process_id bigint,
    created_at timestamptz NOT NULL DEFAULT waybill_now(),
    updated_at timestamptz NOT NULL DEFAULT waybill_now(),
    CONSTRAINT products_identity_unique UNIQUE (workspace_id, identity_key)
);
CREATE INDEX products_parent ON products (workspace_id, parent_sku) WHERE parent_sku IS NOT NULL;
CREATE INDEX products_source_id ON products (workspace_id, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX products_parent_source_id ON products (workspace_id, parent_source_id)
    WHERE parent_source_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON products TO waybill_tenant;
GRANT SELECT ON products TO waybill_runtime;
GRANT SELECT, DELETE ON products TO waybill_retention;
