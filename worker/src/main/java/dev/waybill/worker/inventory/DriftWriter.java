package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.DriftFindings;
import dev.waybill.shared.inventory.SeenDrift;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.HeldProcesses;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps of a comparison, each a transaction with its checkpoint. */
final class DriftWriter {

    private final DriftFindings findings;
    private final HeldProcesses processes;
    private final DriftProperties properties;

    DriftWriter(DriftFindings findings, HeldProcesses processes, DriftProperties properties) {
        this.findings = findings;
        this.processes = processes;
        this.properties = properties;
    }

    /** What a transaction does, and where it leaves off. */
    private interface Step {
        DriftCheckpoint run(JdbcClient tx, List<ItemResult> results);
    }

    /** Keeps what was found of the next ones. */
    DriftCheckpoint write(Progress progress, DriftFindings.Sight sight, DriftCheckpoint from, List<Looked> next)
            throws Exception {
        return chunk(progress, (tx, results) -> {
            hold(progress);
            List<SeenDrift> seen = new ArrayList<>();
            DriftTally tally = from.tally();
            for (Looked looked : next) {
                SeenDrift drift = looked.drift();
                if (drift != null) {
                    seen.add(drift);
                }
                tally = drift == null ? tally.plusIgnored() : tally.plus(looked.change());
                results.add(result(from.done() + results.size(), looked));
            }
            DriftFindings.Seen written = findings.see(tx, sight, seen);
            return new DriftCheckpoint(from.done() + next.size(), false, tally.plus(written));
        });
    }

    /** Resolves what was not found again. */
    DriftCheckpoint resolve(Progress progress, DriftFindings.Sight sight, DriftCheckpoint from) throws Exception {
        DriftCheckpoint checkpoint = from;
        long before;
        do {
            DriftCheckpoint last = checkpoint;
            before = last.tally().resolved();
            checkpoint = chunk(progress, (tx, results) -> {
                hold(progress);
                int resolved = findings.resolveUnseen(tx, sight, properties.chunkSize());
                return new DriftCheckpoint(last.done(), true, last.tally().plusResolved(resolved));
            });
        } while (checkpoint.tally().resolved() - before == properties.chunkSize());
        return checkpoint;
    }

    private static DriftCheckpoint chunk(Progress progress, Step step) throws Exception {
        List<DriftCheckpoint> reached = new ArrayList<>(1);
        progress.chunk(tx -> {
            List<ItemResult> results = new ArrayList<>();
            reached.add(step.run(tx, results));
            return new ChunkResult(results, reached.getLast());
        });
        return reached.getLast();
    }

    /** The header comes before the findings, in every transaction. */
    private void hold(Progress progress) {
        var unused = processes.hold(List.of(new ProcessId(progress.processId())));
    }

    private static ItemResult result(long index, Looked looked) {
        String key = looked.subject().toString();
        if (looked.drift() == null) {
            return ItemResult.skipped(index, key, "ignored_difference", "Differs in nothing that counts.");
        }
        String message = switch (looked.change()) {
            case ADDED -> "Added.";
            case REMOVED -> "Removed.";
            case CHANGED -> "Changed.";
        };
        return new ItemResult(index, key, null, ItemResult.Status.SUCCESS, message, null, null, null);
    }
}
