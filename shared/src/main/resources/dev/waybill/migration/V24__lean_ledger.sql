-- What every event and every change of a header paid for row by row (docs/decisions/0010-lean-ledger.md).

-- That an event has its process is asked once a statement; what the foreign key refused is refused with the same code. By
-- the index: a plan that was made while the table was small must serve when it is large.
ALTER TABLE process_events DROP CONSTRAINT process_events_process_fk;

CREATE FUNCTION refuse_events_of_nothing() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    ids bigint[] := ARRAY(SELECT DISTINCT process_id FROM added);
BEGIN
    IF cardinality(ids) > (SELECT count(*) FROM processes WHERE id = ANY(ids)) THEN
        RAISE EXCEPTION 'an event must be that of a process'
            USING ERRCODE = 'foreign_key_violation', TABLE = 'process_events', CONSTRAINT = 'process_events_process_fk';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER process_events_process_fk AFTER INSERT ON process_events REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_events_of_nothing();

CREATE FUNCTION refuse_to_orphan_events() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM process_events WHERE process_id = ANY(ARRAY(SELECT id FROM removed))) THEN
        RAISE EXCEPTION 'a process must not go before its events'
            USING ERRCODE = 'foreign_key_violation', TABLE = 'process_events', CONSTRAINT = 'process_events_process_fk';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER processes_events_fk AFTER DELETE ON processes REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_orphan_events();

-- A job names its process; nobody looks for a process by its job.
DROP INDEX processes_job;
