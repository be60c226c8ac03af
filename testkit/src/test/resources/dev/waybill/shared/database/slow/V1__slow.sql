CREATE TABLE made_slowly AS SELECT 1 AS one WHERE false;
SELECT pg_sleep(1);
