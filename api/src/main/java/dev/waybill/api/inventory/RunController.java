package dev.waybill.api.inventory;

import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.inventory.InventoryRun;
import dev.waybill.shared.inventory.InventoryRuns;
import dev.waybill.shared.inventory.RunFilter;
import dev.waybill.shared.inventory.RunStatus;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was observed, and when. */
@RestController
@RequestMapping("/api/inventory-sync-runs")
final class RunController {

    private final InventoryRuns runs;
    private final Clock clock;

    RunController(InventoryRuns runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    @Route(
            id = "listSyncRuns",
            summary = "What was observed, newest first",
            query = InventoryShapes.RunsQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    Page<RunView> list(Scope scope, Query query) {
        RunFilter filter = new RunFilter(
                query.whole("tenant_id", 1, Long.MAX_VALUE),
                query.words("status", RunStatus.class),
                query.text("scope_key"),
                query.whole("process_id", 1, Long.MAX_VALUE));
        return Page.of(
                query, clock, (before, most) -> runs.page(scope, filter, before, most), InventoryRun::id, RunView::of);
    }

    @Route(id = "getSyncRun", summary = "A sync run")
    @GetMapping("/{id}")
    RunView get(@PathVariable("id") long id, Scope scope, Query query) {
        query.done();
        return runs.find(scope, id)
                .map(run -> RunView.of(run, clock.instant()))
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no sync run " + id));
    }
}
