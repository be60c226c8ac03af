package dev.waybill.shared.files;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is stored as a whole.
 *
 * @param name what its bringer called it, without any path; for people only
 * @param size in bytes
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 * @param contentType as its bringer declared it; null when undeclared
 */
public record StoredFile(
        UUID id,
        long workspaceId,
        String name,
        long size,
        String sha256,
        @Nullable String contentType,
        Instant createdAt) {}
