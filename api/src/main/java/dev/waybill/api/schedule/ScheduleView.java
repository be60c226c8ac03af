package dev.waybill.api.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.schedule.ScheduleDefinition;
import dev.waybill.shared.schedule.Schedules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the API shows it.
 *
 * @param workspaceId null when it makes system runs, or runs for many
 * @param nextDueAt null while it is disabled
 * @param lastProcessId null before the first run, and when that is forgotten
 * @param lastProcess route of that process; null for a system run, which no workspace can look at
 * @param lastStatus the operator's word for it
 */
record ScheduleView(
        String name,
        String cron,
        String zone,
        String type,
        @Nullable String subtype,
        JsonNode input,
        @Nullable Long workspaceId,
        @Nullable Long tenantId,
        boolean enabled,
        @Nullable Instant nextDueAt,
        @Nullable Instant lastDueAt,
        @Nullable Long lastProcessId,
        @Nullable String lastProcess,
        @Nullable String lastStatus) {

    static ScheduleView of(Schedules.Shown shown, @Nullable OperatorStatus lastStatus) {
        ScheduleDefinition schedule = shown.definition();
        ProcessId last = shown.lastProcess();
        return new ScheduleView(
                schedule.name(),
                schedule.cron(),
                schedule.zone().getId(),
                schedule.type(),
                schedule.subtype(),
                schedule.input(),
                schedule.workspaceId(),
                schedule.tenantId(),
                schedule.enabled(),
                shown.nextDueAt(),
                shown.lastDueAt(),
                last == null ? null : last.value(),
                last == null || !shown.ofWorkspace() ? null : "/api/processes/" + last,
                lastStatus == null ? null : lastStatus.word());
    }
}
