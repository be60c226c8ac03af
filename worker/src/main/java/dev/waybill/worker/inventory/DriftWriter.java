package dev.waybill.worker.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.inventory.Difference;
import dev.waybill.shared.inventory.Differences;
import dev.waybill.shared.inventory.DriftFindings;
import dev.waybill.shared.inventory.SeenDrift;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.HeldProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps of a comparison, each a transaction with its checkpoint. */
final class DriftWriter {

    private final Differences differences;
    private final DriftFindings findings;
    private final HeldProcesses processes;
    private final Evidence evidence;
    private final DriftProperties properties;

    DriftWriter(
            Differences differences,
            DriftFindings findings,
            HeldProcesses processes,
            Evidence evidence,
            DriftProperties properties) {
        this.differences = differences;
        this.findings = findings;
        this.processes = processes;
        this.evidence = evidence;
        this.properties = properties;
    }

    /** What a transaction does, and where it leaves off. */
    private interface Step {
        DriftCheckpoint run(JdbcClient tx, List<ItemResult> results);
    }

    /** Finds the subjects that differ. */
    DriftCheckpoint compare(Progress progress, DriftFindings.Sight sight) throws Exception {
        return chunk(
                progress,
                (tx, results) ->
                        new DriftCheckpoint(differences.compare(tx, sight.comparison()), 0, DriftTally.NOTHING));
    }

    /** Looks into the next of them. */
    DriftCheckpoint lookInto(
            Progress progress, DriftFindings.Sight sight, DriftCheckpoint from, Function<String, DriftRules> rules)
            throws Exception {
        return chunk(progress, (tx, results) -> {
            hold(progress);
            List<Difference> next = differences.next(
                    tx,
                    sight.comparison(),
                    from.after(),
                    properties.chunkSize(),
                    properties.chunkContent().toBytes());
            if (next.isEmpty()) {
                throw new IllegalStateException("the differences behind " + from.after() + " are gone");
            }
            List<SeenDrift> seen = new ArrayList<>();
            DriftTally tally = from.tally();
            for (Difference difference : next) {
                Optional<SeenDrift> drift =
                        drift(difference, rules.apply(difference.subject().type()));
                drift.ifPresent(seen::add);
                results.add(result(difference, drift.isPresent()));
                tally = drift.isPresent() ? tally.plus(difference.change()) : tally.plusIgnored();
            }
            DriftFindings.Seen written = findings.see(tx, sight, seen);
            return new DriftCheckpoint(from.differences(), next.getLast().position(), tally.plus(written));
        });
    }

    /** Resolves what was not found again, and forgets what differed. */
    DriftCheckpoint resolve(Progress progress, DriftFindings.Sight sight, DriftCheckpoint from) throws Exception {
        DriftCheckpoint checkpoint = from;
        long before;
        do {
            DriftCheckpoint last = checkpoint;
            before = last.tally().resolved();
            checkpoint = chunk(progress, (tx, results) -> {
                hold(progress);
                int resolved = findings.resolveUnseen(tx, sight, properties.chunkSize());
                if (resolved < properties.chunkSize()) {
                    differences.clear(tx, sight.comparison());
                }
                return new DriftCheckpoint(
                        last.differences(), last.after(), last.tally().plusResolved(resolved));
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

    private Optional<SeenDrift> drift(Difference difference, DriftRules rules) {
        JsonNode shown = switch (difference.change()) {
            case ADDED -> evidence.ofSubject(Objects.requireNonNull(difference.current()), rules);
            case REMOVED -> evidence.ofSubject(Objects.requireNonNull(difference.baseline()), rules);
            case CHANGED -> {
                List<JsonComparison.Differs> differs = JsonComparison.of(
                        Objects.requireNonNull(difference.baseline()),
                        Objects.requireNonNull(difference.current()),
                        rules);
                if (differs.isEmpty()) {
                    yield null;
                }
                yield evidence.ofChange(differs, rules);
            }
        };
        return Optional.ofNullable(shown).map(known -> new SeenDrift(difference.subject(), difference.change(), known));
    }

    private static ItemResult result(Difference difference, boolean drift) {
        long index = difference.position() - 1;
        String key = difference.subject().toString();
        if (!drift) {
            return ItemResult.skipped(index, key, "ignored_difference", "Differs in nothing that counts.");
        }
        String message = switch (difference.change()) {
            case ADDED -> "Added.";
            case REMOVED -> "Removed.";
            case CHANGED -> "Changed.";
        };
        return new ItemResult(index, key, null, ItemResult.Status.SUCCESS, message, null, null, null);
    }
}
