package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.InventoryItems;
import dev.waybill.shared.inventory.InventoryRuns;
import dev.waybill.shared.inventory.Subject;
import dev.waybill.shared.inventory.SubjectKey;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.worker.source.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the records of a chunk, and says what became of each. */
final class SyncWriter {

    private static final Fault DUPLICATE =
            new Fault("duplicate_subject", "The run has a subject of this type and id already.");

    private final InventoryRuns runs;
    private final InventoryItems items;
    private final HeldProcesses processes;

    SyncWriter(InventoryRuns runs, InventoryItems items, HeldProcesses processes) {
        this.runs = runs;
        this.items = items;
        this.processes = processes;
    }

    /**
     * Writes a chunk.
     *
     * @param position where the source goes on behind it
     */
    SyncCheckpoint write(Progress progress, SyncCheckpoint from, List<Found> chunk, String position) throws Exception {
        Written written = new Written(from);
        progress.chunk(tx -> {
            written.clear();
            Set<SubjectKey> added = items.add(tx, progress.workspaceId(), from.runId(), subjects(chunk));
            chunk.forEach(found -> written.add(found, added));
            count(tx, progress, from.runId(), written);
            return new ChunkResult(written.results, written.checkpoint(position));
        });
        return written.checkpoint(position);
    }

    private static List<Subject> subjects(List<Found> chunk) {
        List<Subject> subjects = new ArrayList<>(chunk.size());
        for (Found found : chunk) {
            if (found instanceof Found.Good good) {
                subjects.add(good.subject());
            }
        }
        return subjects;
    }

    /** The header first: who ends the process holds it while the run follows. */
    private void count(JdbcClient tx, Progress progress, long runId, Written written) {
        var unused = processes.hold(List.of(new ProcessId(progress.processId())));
        runs.count(tx, progress.workspaceId(), runId, written.tally.subjects(), written.tally.failedRecords());
    }

    /** What became of the records of one chunk. */
    private static final class Written {

        private final SyncCheckpoint from;
        private final List<ItemResult> results = new ArrayList<>();
        private SyncTally tally = SyncTally.NOTHING;

        Written(SyncCheckpoint from) {
            this.from = from;
        }

        void clear() {
            results.clear();
            tally = SyncTally.NOTHING;
        }

        void add(Found found, Set<SubjectKey> added) {
            switch (found) {
                case Found.Good good -> {
                    SubjectKey key = good.subject().key();
                    if (added.remove(key)) {
                        results.add(ItemResult.success(number(), key.toString(), null, null));
                        tally = new SyncTally(tally.subjects() + 1, tally.failed(), tally.failures());
                    } else {
                        fail(new Found.Bad(DUPLICATE, key.toString(), null));
                    }
                }
                case Found.Bad bad -> fail(bad);
            }
        }

        SyncCheckpoint checkpoint(String position) {
            return from.after(results.size(), position, tally);
        }

        private void fail(Found.Bad bad) {
            long number = number();
            Fault fault = bad.fault();
            String message = "Record %,d: %s".formatted(number + 1, fault.message());
            results.add(ItemResult.error(number, bad.key(), fault.code(), message, bad.sent()));
            String name = Objects.requireNonNullElse(bad.key(), "record " + (number + 1));
            Failure failure = Failure.ofItem(name, fault.code(), message);
            tally = tally.plus(new SyncTally(0, Map.of(fault.code(), 1L), List.of(failure)));
        }

        private long number() {
            return from.next() + results.size();
        }
    }
}
