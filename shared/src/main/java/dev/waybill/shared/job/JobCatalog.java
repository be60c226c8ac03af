package dev.waybill.shared.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every job type that this application knows, by name and subtype, with its input's schema. Immutable. */
public final class JobCatalog {

    /** Names that callers of older systems use (DESIGN.md section 3). */
    private static final Map<String, String> ALIASES = Map.of(
            "csv_import", "import/csv",
            "ai_location_import", "ai_location_import_generate",
            "ai_enrich", "ai_enrich/bulk");

    private final Map<String, JobType<?>> types = new LinkedHashMap<>();
    private final Map<String, InputSchema> schemas = new LinkedHashMap<>();
    private final Map<String, InputUpcaster> upcasters = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if two types or two upcasters have the same label
     */
    public JobCatalog(Collection<? extends JobType<?>> types, Collection<InputUpcaster> upcasters) {
        for (JobType<?> type : types) {
            put(this.types, type.label(), type);
            schemas.put(type.label(), InputSchema.of(type.input()));
        }
        upcasters.forEach(upcaster -> put(this.upcasters, upcaster.label(), upcaster));
    }

    /** All types, in the order in which they were registered. */
    public List<JobType<?>> types() {
        return List.copyOf(types.values());
    }

    /** The type with this name, or with one that is an alias of it. */
    public Optional<JobType<?>> find(String name, @Nullable String subtype) {
        String label = JobType.label(name, subtype);
        return Optional.ofNullable(types.get(subtype == null ? ALIASES.getOrDefault(label, label) : label));
    }

    /** Other names of the type. */
    public Set<String> aliases(JobType<?> type) {
        return ALIASES.entrySet().stream()
                .filter(alias -> alias.getValue().equals(type.label()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What inputs of this type look like. */
    public InputSchema schema(JobType<?> type) {
        InputSchema schema = schemas.get(type.label());
        if (schema == null) {
            throw new IllegalArgumentException(type.label() + " is not in this catalog");
        }
        return schema;
    }

    /**
     * Reads a stored input, brought up from the version that wrote it.
     *
     * @throws Rejected with {@code invalid_input} if it cannot be read: trying again cannot help
     */
    public <I> I read(JobType<I> type, @Nullable JsonNode stored, int storedVersion) {
        ObjectNode input = stored instanceof ObjectNode object ? object.deepCopy() : JobJson.MAPPER.createObjectNode();
        for (int version = storedVersion; version < type.inputVersion(); version++) {
            InputUpcaster upcaster = upcasters.get(type.label());
            if (upcaster == null) {
                throw new Rejected(
                        "invalid_input", "The input is of version " + version + " and nothing brings it up to date");
            }
            input = upcaster.upcast(version, input);
        }
        try {
            return JobJson.MAPPER.treeToValue(input, type.input());
        } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
            throw new Rejected("invalid_input", "The stored input does not fit " + type.label());
        }
    }

    private static <T> void put(Map<String, T> map, String label, T value) {
        if (map.putIfAbsent(label, value) != null) {
            throw new IllegalArgumentException("two of " + label);
        }
    }
}
