package dev.waybill.shared.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.InputCompletion;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.ProcessUndo;
import dev.waybill.shared.job.Rejected;
import java.util.Optional;

/** What goes for imports of one type besides running them: saved mappings, retries of failed rows, undo. */
final class ImportActions implements InputCompletion, ItemRetry, ProcessUndo {

    private static final String MAPPING = "mapping";
    private static final String MAPPING_NAME = "mapping_name";

    private final JobType<? extends ImportInput> type;
    private final ImportMappings mappings;

    ImportActions(JobType<? extends ImportInput> type, ImportMappings mappings) {
        this.type = type;
        this.mappings = mappings;
    }

    @Override
    public String label() {
        return type.label();
    }

    @Override
    public ObjectNode complete(long workspaceId, ObjectNode input) {
        String name = input.path(MAPPING_NAME).textValue();
        if (name == null) {
            return input;
        }
        SavedMapping saved = mappings.find(workspaceId, name)
                .orElseThrow(() -> new Rejected("unknown_mapping", "There is no mapping named " + name + "."));
        requireFormat(saved);
        settle(input, "target", saved.draft().target().word(), saved);
        if (type.subtype() != null
                && type.subtype().equals("url")
                && saved.draft().format() != null) {
            settle(input, "format", saved.draft().format(), saved);
        }
        saved.draft().options().properties().forEach(option -> {
            if (!input.hasNonNull(option.getKey())) {
                input.set(option.getKey(), option.getValue());
            }
        });
        if (input.path(MAPPING).isObject() || !input.hasNonNull(MAPPING)) {
            ObjectNode mapping = JobJson.MAPPER.valueToTree(saved.draft().mapping());
            input.set(MAPPING, mapping.setAll(object(input.path(MAPPING))));
        }
        requireReadable(input);
        return input;
    }

    /** The mapping is in the input already; looked up again, it could have changed meanwhile. */
    @Override
    public ObjectNode input(ObjectNode original, long retryOf) {
        ObjectNode again = original.deepCopy();
        again.remove(MAPPING_NAME);
        return again.put("retry_of", retryOf);
    }

    @Override
    public boolean byErrorCode() {
        return true;
    }

    @Override
    public JobType<?> type() {
        return ImportTypes.UNDO;
    }

    @Override
    public boolean writes(ObjectNode input) {
        return !input.path("dry_run").asBoolean();
    }

    @Override
    public ObjectNode input(long processId) {
        return JobJson.MAPPER.valueToTree(new UndoInput(processId));
    }

    private void requireFormat(SavedMapping saved) {
        String format = saved.draft().format();
        boolean remote = "url".equals(type.subtype()) && !"api".equals(format);
        if (format != null && !format.equals(type.subtype()) && !remote) {
            throw mismatch(saved, "is for " + format);
        }
    }

    private static void settle(ObjectNode input, String member, String value, SavedMapping saved) {
        JsonNode said = input.path(member);
        if (said.isTextual() && !said.textValue().equals(value)) {
            throw mismatch(saved, "is for " + value);
        }
        if (!input.hasNonNull(member)) {
            input.put(member, value);
        }
    }

    private static Rejected mismatch(SavedMapping saved, String why) {
        return new Rejected(
                "mapping_mismatch", "The mapping %s %s.".formatted(saved.draft().name(), why));
    }

    /** What is against the schema is told by the schema's check, by its place. */
    private void requireReadable(ObjectNode input) {
        try {
            JobJson.MAPPER.treeToValue(input, type.input());
        } catch (JsonProcessingException refused) {
            Optional.ofNullable(refused.getCause())
                    .filter(IllegalArgumentException.class::isInstance)
                    .ifPresent(own -> {
                        throw new Rejected("invalid_input", String.valueOf(own.getMessage()));
                    });
        }
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JobJson.MAPPER.createObjectNode();
    }
}
