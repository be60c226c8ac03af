-- What every job writes several times is cleaned when a fiftieth of it is dead. By default that is a fifth: with a million finished
-- jobs the entries of 100,000 claimed ones would lie in the indexes before those that wait.
ALTER TABLE processes SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
ALTER TABLE jobrunr_jobs SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
