package dev.waybill.api.locations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.locations.BatchStatus;
import dev.waybill.shared.locations.LocationBatch;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An AI location import as the API shows it: the seed's columns, its processes, and a page of its items.
 *
 * @param process the one that generates; null once it is forgotten
 * @param importProcess the one that imported last; null when none did
 * @param items left out of lists
 * @param itemsNext the {@code cursor} of the next page of items; null at the end
 */
record BatchView(
        long id,
        long workspaceId,
        @Nullable Long finderId,
        long userId,
        @Nullable String name,
        @Member(words = BatchStatus.class) String status,
        JsonNode sourceAnswers,
        int locationCount,
        @Nullable String requestedModel,
        @Nullable String modelName,
        String promptVersion,
        @Nullable JsonNode usageMetadata,
        int totalItems,
        int approvedItems,
        int rejectedItems,
        int importedItems,
        int failedItems,
        @Nullable ProcessRef process,
        @Nullable ProcessRef importProcess,
        Instant createdAt,
        Instant updatedAt,
        long version,
        Map<String, String> links,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<LocationItemView> items,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String itemsNext,
        Instant serverTime) {

    /** A process in short. */
    record ProcessRef(
            long id,
            @Member(words = ProcessStatus.class) String status,
            @Member(words = OperatorStatus.class) String operatorStatus,
            @Nullable String currentStep,
            @Nullable Integer progressPercent,
            @Nullable String reasonCode,
            @Nullable String errorMessage,
            @Nullable JsonNode summary,
            String link) {

        static ProcessRef of(Process process) {
            return new ProcessRef(
                    process.id().value(),
                    process.status().word(),
                    process.operatorStatus().word(),
                    process.currentStep(),
                    process.progressPercent(),
                    process.reasonCode(),
                    process.errorMessage(),
                    process.summary(),
                    "/api/processes/" + process.id());
        }
    }

    /** Without items. */
    static BatchView of(LocationBatch batch, Map<ProcessId, Process> processes, Instant now) {
        return of(batch, processes, null, null, now);
    }

    /** With a page of items. */
    static BatchView of(
            LocationBatch batch,
            Map<ProcessId, Process> processes,
            @Nullable List<LocationItemView> items,
            @Nullable String itemsNext,
            Instant now) {
        LocationBatch.Counters counters = batch.counters();
        String self = "/api/ai-location-imports/" + batch.id();
        return new BatchView(
                batch.id(),
                batch.workspaceId(),
                batch.finderId(),
                batch.userId(),
                batch.name(),
                batch.status().word(),
                batch.sourceAnswers(),
                batch.locationCount(),
                batch.requestedModel(),
                batch.modelName(),
                batch.promptVersion(),
                batch.usageMetadata(),
                counters.total(),
                counters.approved(),
                counters.rejected(),
                counters.imported(),
                counters.failed(),
                ref(processes, batch.processId()),
                ref(processes, batch.applyProcessId()),
                batch.createdAt(),
                batch.updatedAt(),
                batch.version(),
                Map.of("self", self, "import", self + "/import"),
                items,
                itemsNext,
                now);
    }

    private static @Nullable ProcessRef ref(Map<ProcessId, Process> processes, @Nullable ProcessId id) {
        Process process = id == null ? null : processes.get(id);
        return process == null ? null : ProcessRef.of(process);
    }
}
