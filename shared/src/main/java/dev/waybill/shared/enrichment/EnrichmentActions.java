package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.InputCompletion;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.ProcessUndo;
import dev.waybill.shared.job.Rejected;
import java.util.List;
import java.util.Set;

/** What goes for enrichments of one type besides running them: their fields, retries of failed records, undo. */
final class EnrichmentActions implements InputCompletion, ItemRetry, ProcessUndo {

    private static final String FIELDS = "fields";
    private static final List<String> SELECTIONS =
            List.of("product_ids", "location_ids", "filter", "import_process_id", "retry_of");

    private final JobType<? extends EnrichmentInput> type;

    EnrichmentActions(JobType<? extends EnrichmentInput> type) {
        this.type = type;
    }

    @Override
    public String label() {
        return type.label();
    }

    /** A subtype that is for one field says so in the stored input, which then stands for itself. */
    @Override
    public ObjectNode complete(long workspaceId, ObjectNode input) {
        Set<EnrichmentField> fixed = EnrichmentTypes.fixedFields(type.label());
        if (fixed.isEmpty()) {
            return input;
        }
        if (input.hasNonNull(FIELDS)) {
            for (var field : input.path(FIELDS)) {
                if (fixed.stream().noneMatch(known -> known.word().equals(field.asText()))) {
                    throw new Rejected("invalid_input", type.label() + " is not for " + field.asText() + ".");
                }
            }
            return input;
        }
        ArrayNode fields = input.putArray(FIELDS);
        fixed.stream().sorted().forEach(field -> fields.add(field.word()));
        return input;
    }

    @Override
    public ObjectNode input(ObjectNode original, long retryOf) {
        ObjectNode again = original.deepCopy();
        again.remove(SELECTIONS);
        return again.put("retry_of", retryOf);
    }

    @Override
    public boolean byErrorCode() {
        return true;
    }

    @Override
    public JobType<?> type() {
        return EnrichmentTypes.UNDO;
    }

    @Override
    public boolean writes(ObjectNode input) {
        return !input.path("dry_run").asBoolean();
    }

    @Override
    public ObjectNode input(long processId) {
        return JobJson.MAPPER.valueToTree(new EnrichmentUndoInput(processId));
    }
}
