package dev.waybill.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a process's log as the API shows it.
 *
 * @param updatedAt always {@code createdAt}: an entry never changes
 */
public record EventView(
        long id,
        long processId,
        long seq,
        String type,
        @Member(words = ProcessStatus.class) String status,
        @Nullable Integer progressPercent,
        @Nullable String step,
        @Nullable String message,
        @Nullable JsonNode payload,
        int attempt,
        Instant createdAt,
        Instant updatedAt) {

    public static EventView of(ProcessEvent event) {
        return new EventView(
                event.id(),
                event.processId().value(),
                event.seq(),
                event.type(),
                event.status().word(),
                event.progressPercent(),
                event.step(),
                event.message(),
                event.payload(),
                event.attempt(),
                event.createdAt(),
                event.createdAt());
    }
}
