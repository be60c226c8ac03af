package dev.waybill.api.schedule;

import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.schedule.Schedules;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists the schedules of the system and of the caller's workspace; all on one page. */
@RestController
final class ScheduleController {

    private final Schedules schedules;
    private final ProcessReader reader;
    private final Clock clock;

    ScheduleController(Schedules schedules, ProcessReader reader, Clock clock) {
        this.schedules = schedules;
        this.reader = reader;
        this.clock = clock;
    }

    @Route(id = "listSchedules", summary = "What recurs")
    @GetMapping("/api/schedules")
    Page<ScheduleView> list(Scope scope, Query query) {
        query.done();
        List<ScheduleView> views = schedules.list(scope).stream()
                .map(shown -> ScheduleView.of(shown, lastStatus(scope, shown)))
                .toList();
        return new Page<>(views, null, clock.instant());
    }

    private @Nullable OperatorStatus lastStatus(Scope scope, Schedules.Shown shown) {
        return shown.lastProcess() == null
                ? null
                : reader.find(scope, shown.lastProcess())
                        .map(Process::operatorStatus)
                        .orElse(null);
    }
}
