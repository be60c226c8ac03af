-- What every job writes and nothing here walks. A claim goes by processes and by key; what JobRunr itself asks for by state is
-- in the order of updatedAt. That of the state alone, with stale statistics, made JobRunr sort a whole backlog.
DROP INDEX jobrunr_state_idx;
DROP INDEX jobrunr_job_signature_idx;
DROP INDEX jobrunr_job_created_at_idx;

-- Of the few jobs that have one; JobRunr only asks for those.
DROP INDEX jobrunr_job_scheduled_at_idx;
CREATE INDEX jobrunr_job_scheduled_at_idx ON jobrunr_jobs (scheduledAt) WHERE scheduledAt IS NOT NULL;
DROP INDEX jobrunr_job_rci_idx;
CREATE INDEX jobrunr_job_rci_idx ON jobrunr_jobs (recurringJobId) WHERE recurringJobId IS NOT NULL;

-- An event's workspace is its header's, which is checked; the ledger copies it.
ALTER TABLE process_events DROP CONSTRAINT process_events_workspace_fk;
