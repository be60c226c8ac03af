package dev.waybill.api.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.imports.ImportMapping;
import dev.waybill.shared.imports.SavedMapping;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A saved mapping as the API shows it.
 *
 * @param format the subtype it is for; null for any
 * @param mapping field to column, without those that are left to the dialect
 * @param options other members of the input that go with it
 * @param createdBy id of the user who saved it first; null when that user is gone
 * @param version rises with every change; the ETag
 * @param serverTime when it was read, by the server's clock
 */
record MappingView(
        long id,
        String name,
        String target,
        @Nullable String format,
        ImportMapping mapping,
        JsonNode options,
        @Nullable Long createdBy,
        long version,
        Instant createdAt,
        Instant updatedAt,
        Instant serverTime) {

    static MappingView of(SavedMapping saved, Instant now) {
        return new MappingView(
                saved.id(),
                saved.draft().name(),
                saved.draft().target().word(),
                saved.draft().format(),
                saved.draft().mapping(),
                saved.draft().options(),
                saved.createdBy(),
                saved.version(),
                saved.createdAt(),
                saved.updatedAt(),
                now);
    }
}
