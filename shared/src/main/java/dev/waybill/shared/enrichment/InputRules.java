package dev.waybill.shared.enrichment;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the schema of an input cannot say. */
final class InputRules {

    private InputRules() {}

    /** @throws IllegalArgumentException unless exactly one of these says which records are meant */
    static void requireOneSelection(@Nullable Object... ways) {
        if (Stream.of(ways).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException(
                    "exactly one of the ids, filter, import_process_id and retry_of says which records are meant");
        }
    }

    /** @throws IllegalArgumentException if one is none of the kind's */
    static void requireKnown(@Nullable Collection<EnrichmentField> fields, Set<EnrichmentField> known) {
        if (fields == null) {
            return;
        }
        for (EnrichmentField field : fields) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException("these records have no " + field.word());
            }
        }
    }

    static Set<EnrichmentField> set(Collection<EnrichmentField> fields) {
        return fields.isEmpty() ? Set.of() : EnumSet.copyOf(fields);
    }
}
