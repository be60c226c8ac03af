-- Workers that live: each beats on the connection that holds its advisory lock (DESIGN.md section 4.7).
CREATE TABLE workers (
    name text NOT NULL CONSTRAINT workers_pk PRIMARY KEY
        CONSTRAINT workers_name_length CHECK (length(name) BETWEEN 1 AND 255),
    incarnation uuid NOT NULL,
    threads int NOT NULL CONSTRAINT workers_threads CHECK (threads > 0),
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- the server's real clock: a shifted waybill_now() must not kill anybody
    heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

GRANT SELECT, INSERT, UPDATE, DELETE ON workers TO waybill_runtime;

CREATE INDEX processes_running ON processes (worker_id) WHERE status = 'running';
