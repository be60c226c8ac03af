package dev.waybill.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded file; its id goes into the input of a job.
 *
 * @param size bytes
 * @param sha256 lower-case hex of its content
 */
public record StoredFile(
        UUID id,
        @Nullable String name,
        long size,
        @Nullable String sha256,
        @Nullable String contentType,
        @Nullable Instant createdAt) {}
