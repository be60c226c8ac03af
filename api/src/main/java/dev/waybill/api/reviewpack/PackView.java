package dev.waybill.api.reviewpack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.reviewpack.PackStatus;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A review pack as the API shows it: docs/review-packs.md says what each member means.
 *
 * @param pollAfterMs milliseconds after which a client that polls should ask again; null when nothing will change
 * @param links paths of what belongs to it, those only that it has now
 */
record PackView(
        long id,
        long workspaceId,
        long tenantId,
        String tenantName,
        @Nullable Long operationRunId,
        @Nullable Long initiatedByUserId,
        @Member(words = PackStatus.class) String status,
        ReviewPackOptions options,
        @Nullable JsonNode summary,
        @Nullable Instant generatedAt,
        @Nullable Instant expiresAt,
        @Nullable String filePath,
        @Nullable String fileDisk,
        @Nullable Long fileSize,
        @Nullable String fileName,
        @Nullable String fileSha256,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Long pollAfterMs,
        Map<String, String> links,
        Instant serverTime) {

    static PackView of(ReviewPack pack, Instant now) {
        ReviewPack.PackFile file = pack.file();
        ProcessId process = pack.operationRunId();
        return new PackView(
                pack.id(),
                pack.workspaceId(),
                pack.tenantId(),
                pack.tenantName(),
                process == null ? null : process.value(),
                pack.initiatedByUserId(),
                pack.status().word(),
                pack.options(),
                pack.summary(),
                pack.generatedAt(),
                pack.expiresAt(),
                file == null ? null : file.path(),
                file == null ? null : file.disk(),
                pack.fileSize(),
                file == null ? null : file.name(),
                file == null ? null : file.sha256(),
                pack.createdAt(),
                pack.updatedAt(),
                PackPollHint.millis(pack.status()),
                links(pack),
                now);
    }

    private static Map<String, String> links(ReviewPack pack) {
        String self = "/api/review-packs/" + pack.id();
        Map<String, String> links = new LinkedHashMap<>(Map.of("self", self));
        if (pack.operationRunId() != null) {
            links.put("process", "/api/processes/" + pack.operationRunId());
        }
        if (pack.status() == PackStatus.READY) {
            links.put("download", self + "/download");
            links.put("link", self + "/link");
        }
        return links;
    }
}
