-- What every change of a header paid for and nothing needed (docs/decisions/0009-ends-beside-handlers.md).

-- The state machine is asked in the statement; the function is entered only to refuse.
DROP TRIGGER processes_transition ON processes;
CREATE TRIGGER processes_transition BEFORE UPDATE ON processes FOR EACH ROW
    WHEN (NEW.status IS DISTINCT FROM OLD.status AND NOT process_may_become(OLD.status, NEW.status)
        OR NEW.lease < OLD.lease OR NEW.event_seq < OLD.event_seq OR NEW.version < OLD.version)
    EXECUTE FUNCTION refuse_forbidden_process_change();

-- Random, so unique without being watched, and nobody looks a process up by it.
ALTER TABLE processes DROP CONSTRAINT processes_external_id_unique;
