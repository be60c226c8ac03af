package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.ProcessUndo;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which processes can be undone, and by what. */
final class Undoing {

    private final ProcessLedger ledger;
    private final Map<String, ProcessUndo> undos;

    Undoing(ProcessLedger ledger, Collection<ProcessUndo> undos) {
        this.ledger = ledger;
        this.undos = undos.stream().collect(Collectors.toMap(ProcessUndo::label, Function.identity()));
    }

    /** Whether a process of this type does with this input what can be taken back. */
    boolean possible(JobType<?> type, JsonNode input) {
        ProcessUndo undo = undos.get(type.label());
        return undo != null && input instanceof ObjectNode object && undo.writes(object.deepCopy());
    }

    /** The process that undoes this one at the moment. */
    Optional<ProcessId> active(Process process) {
        return last(process).filter(undo -> !undo.status().terminal()).map(Process::id);
    }

    /**
     * What undoes a process.
     *
     * @throws Refusal {@code not_undoable}, {@code not_finished}, {@code already_undone}
     */
    Submission submission(Scope scope, Process process) {
        ProcessUndo undo = undos.get(process.kind().label());
        if (undo == null) {
            throw conflict("not_undoable", process.kind().label() + " cannot be undone");
        }
        if (!process.status().terminal()) {
            throw conflict("not_finished", "Process " + process.id() + " has not ended yet");
        }
        if (!process.undo().possible() || process.counters().succeeded() == 0) {
            throw conflict("not_undoable", "Process " + process.id() + " changed nothing");
        }
        if (last(process).filter(Undoing::leftNothing).isPresent()) {
            throw conflict("already_undone", "Process " + process.id() + " was undone");
        }
        return Resubmission.undo(scope, process, undo);
    }

    /** Going on with what is taken back would leave half of it. */
    static void requireNone(Process process) {
        Long undo = process.undo().processId();
        if (undo != null) {
            throw conflict("already_undone", "Process %s was undone by %s".formatted(process.id(), undo));
        }
    }

    private Optional<Process> last(Process process) {
        return Optional.ofNullable(process.undo().processId())
                .map(ProcessId::new)
                .flatMap(ledger::load);
    }

    private static boolean leftNothing(Process undo) {
        JsonNode summary = undo.summary();
        return undo.status() == ProcessStatus.COMPLETED
                && undo.counters().failed() == 0
                && (summary == null || summary.path("left").asLong() == 0);
    }

    private static Refusal conflict(String code, String reason) {
        return new Refusal(Refusal.Kind.CONFLICT, code, reason);
    }
}
