package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.amendment.Amended;
import dev.waybill.shared.amendment.Amendment;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.EnrichmentTypes;
import dev.waybill.shared.enrichment.EnrichmentUndoInput;
import dev.waybill.shared.enrichment.Enrichments;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes an enrichment back: the columns that it has written are as before again, where they still hold what it wrote. Each
 * chunk is one transaction, so that an attempt that goes on after a crash neither repeats nor skips one.
 */
final class EnrichmentUndo implements Job<EnrichmentUndoInput> {

    private static final int CHUNK = 500;

    private final Enrichments enrichments;
    private final ProcessReader reader;

    EnrichmentUndo(Enrichments enrichments, ProcessReader reader) {
        this.enrichments = enrichments;
        this.reader = reader;
    }

    @Override
    public JobType<EnrichmentUndoInput> type() {
        return EnrichmentTypes.UNDO;
    }

    /** Where it goes on, and what was done so far. */
    private record State(long last, long restored, long already, long changed, long gone) {
        static final State START = new State(-1, 0, 0, 0, 0);

        static State of(Progress progress) throws JsonProcessingException {
            JsonNode kept = progress.checkpoint().orElse(null);
            return kept == null ? START : JobJson.MAPPER.treeToValue(kept, State.class);
        }

        State plus(long newLast, List<Amended> outcomes) {
            return new State(
                    newLast,
                    restored + count(outcomes, Amended.DONE),
                    already + count(outcomes, Amended.ALREADY),
                    changed + count(outcomes, Amended.STALE),
                    gone + count(outcomes, Amended.GONE));
        }

        Map<String, Object> summary(long processId) {
            return Map.of(
                    "process_id", processId,
                    "restored", restored,
                    "already_undone", already,
                    "changed_since", changed,
                    "gone", gone,
                    "left", changed);
        }

        private static long count(List<Amended> outcomes, Amended kind) {
            return outcomes.stream().filter(kind::equals).count();
        }
    }

    @Override
    public JobOutcome run(EnrichmentUndoInput input, Progress progress) throws Exception {
        Process enriched = reader.find(new Scope(progress.workspaceId(), null), new ProcessId(input.processId()))
                .orElseThrow(() -> new Rejected("not_found", "The enrichment does not exist any more."));
        String kind = enriched.kind().label().equals(EnrichmentTypes.LOCATIONS.label()) ? "location" : "product";
        State state = State.of(progress);
        progress.step("Taking back what was written");
        boolean more = true;
        while (more) {
            State before = state;
            State[] after = {before};
            progress.chunk(tx -> chunk(tx, kind, input.processId(), progress, after));
            state = after[0];
            more = state.last() > before.last();
        }
        return new JobOutcome.Completed(state.summary(input.processId()));
    }

    private ChunkResult chunk(JdbcClient tx, String kind, long enriched, Progress progress, State[] state) {
        List<EnrichmentItem> items = enrichments.items(
                tx, progress.workspaceId(), enriched, Set.of(EnrichmentStatus.APPLIED), state[0].last(), CHUNK);
        List<Amendment> back =
                items.stream().map(item -> item.amendment().reversed()).toList();
        List<Amended> outcomes = enrichments.write(tx, kind, progress.workspaceId(), null, back);
        List<ItemResult> results = new ArrayList<>();
        for (int number = 0; number < items.size(); number++) {
            results.add(result(items.get(number), outcomes.get(number)));
        }
        if (!items.isEmpty()) {
            state[0] = state[0].plus(items.getLast().itemIndex(), outcomes);
        }
        return new ChunkResult(results, state[0]);
    }

    private static ItemResult result(EnrichmentItem item, Amended outcome) {
        return switch (outcome) {
            case DONE ->
                new ItemResult(
                        item.itemIndex(),
                        item.itemKey(),
                        null,
                        ItemResult.Status.SUCCESS,
                        "Restored.",
                        null,
                        item.amendment().wanted(),
                        item.amendment().expected());
            case ALREADY ->
                ItemResult.skipped(item.itemIndex(), item.itemKey(), "already_undone", "It is as before already.");
            case STALE ->
                ItemResult.skipped(
                        item.itemIndex(), item.itemKey(), "changed_since", "It was changed since, so it stays.");
            case GONE ->
                ItemResult.skipped(item.itemIndex(), item.itemKey(), "record_gone", "It does not exist any more.");
        };
    }
}
