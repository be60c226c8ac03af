package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.amendment.Amended;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the end of a review does, in the caller's transaction, however many suggestions there are. */
final class ReviewEnd {

    private static final int AT_A_TIME = 500;

    private final Enrichments enrichments;

    ReviewEnd(Enrichments enrichments) {
        this.enrichments = enrichments;
    }

    /**
     * Writes what is approved, rejects what nobody decided on and leaves what the model was not asked about.
     *
     * @return how many items came to which end
     */
    Map<String, Object> write(JdbcClient tx, Process process, String kind, @Nullable Long userId) {
        long workspace = Objects.requireNonNull(process.owner().workspaceId());
        long id = process.id().value();
        enrichments
                .records(kind)
                .hold(tx, workspace, EnrichmentRows.records(tx, workspace, id, EnrichmentStatus.APPROVED));
        List<EnrichmentItem> approved = approved(tx, workspace, id);
        while (!approved.isEmpty()) {
            write(tx, workspace, id, kind, approved);
            approved = approved(tx, workspace, id);
        }
        EnrichmentRows.decideAll(
                tx,
                workspace,
                id,
                Set.of(EnrichmentStatus.PENDING_REVIEW),
                EnrichmentStatus.REJECTED,
                List.of(),
                userId);
        EnrichmentRows.leave(tx, workspace, id);
        return findings(EnrichmentRows.count(tx, workspace, id));
    }

    /** The first of those that are not written yet. */
    private static List<EnrichmentItem> approved(JdbcClient tx, long workspace, long process) {
        return EnrichmentRows.list(tx, workspace, process, Set.of(EnrichmentStatus.APPROVED), null, -1, AT_A_TIME);
    }

    private void write(JdbcClient tx, long workspace, long process, String kind, List<EnrichmentItem> approved) {
        List<Amended> written = enrichments.write(
                tx,
                kind,
                workspace,
                process,
                approved.stream().map(EnrichmentItem::amendment).toList());
        ArrayNode results = JobJson.MAPPER.createArrayNode();
        for (int index = 0; index < approved.size(); index++) {
            results.add(result(approved.get(index), written.get(index)));
        }
        EnrichmentRows.written(tx, workspace, process, results);
    }

    private static ObjectNode result(EnrichmentItem item, Amended outcome) {
        ObjectNode result = JobJson.MAPPER.createObjectNode().put("id", item.id());
        return switch (outcome) {
            case DONE, ALREADY ->
                result.put("status", EnrichmentStatus.APPLIED.word()).put("message", "Written.");
            case STALE ->
                result.put("status", EnrichmentStatus.STALE.word())
                        .put("error_code", "stale")
                        .put("message", "It was changed since it was read.");
            case GONE ->
                result.put("status", EnrichmentStatus.STALE.word())
                        .put("error_code", "record_gone")
                        .put("message", "It does not exist any more.");
        };
    }

    private static Map<String, Object> findings(Map<EnrichmentStatus, Long> counts) {
        Map<String, Object> findings = new LinkedHashMap<>();
        for (EnrichmentStatus status : List.of(
                EnrichmentStatus.APPLIED,
                EnrichmentStatus.REJECTED,
                EnrichmentStatus.STALE,
                EnrichmentStatus.SKIPPED)) {
            findings.put(status.word(), counts.getOrDefault(status, 0L));
        }
        return findings;
    }
}
