package dev.waybill.shared.reviewpack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.process.ProcessId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A review pack: the seed's columns, as they are at the moment of reading.
 *
 * @param tenantName what people call the tenant
 * @param operationRunId the process that generates it; null once the ledger has forgotten it
 * @param initiatedByUserId who asked for it; null when nobody is known
 * @param options as they were asked for
 * @param summary what is in it, by number; null until it is generated
 * @param generatedAt when its file was complete; null until then
 * @param expiresAt when its file may not be read any more; null until it is generated
 * @param file null until there is one, and when it is gone
 */
public record ReviewPack(
        long id,
        long workspaceId,
        long tenantId,
        String tenantName,
        @Nullable ProcessId operationRunId,
        @Nullable Long initiatedByUserId,
        PackStatus status,
        ReviewPackOptions options,
        @Nullable JsonNode summary,
        @Nullable Instant generatedAt,
        @Nullable Instant expiresAt,
        @Nullable PackFile file,
        @Nullable Long fileSize,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Its file.
     *
     * @param path where it is on the disk: its id
     * @param disk what keeps it: {@code postgresql} or {@code directory}
     * @param name what it is called when it is downloaded
     * @param size in bytes
     * @param sha256 64 lower-case hexadecimal digits
     */
    public record PackFile(UUID id, String path, String disk, String name, long size, String sha256) {}
}
