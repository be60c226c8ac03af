-- JobRunr's indexes that nothing here walks: a claim goes by processes and by key, and what JobRunr itself asks for by state
-- is in the order of updatedAt. Each of them was written twice a job; that of the state alone, with stale statistics, made
-- JobRunr sort a whole backlog.
DROP INDEX jobrunr_state_idx;
DROP INDEX jobrunr_job_signature_idx;
DROP INDEX jobrunr_job_created_at_idx;
