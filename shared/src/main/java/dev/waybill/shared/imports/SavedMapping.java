package dev.waybill.shared.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that was saved.
 *
 * @param createdBy who saved it first; null when that user is gone
 * @param version rises with every change, from 1
 */
public record SavedMapping(
        long id, MappingDraft draft, @Nullable Long createdBy, long version, Instant createdAt, Instant updatedAt) {}
