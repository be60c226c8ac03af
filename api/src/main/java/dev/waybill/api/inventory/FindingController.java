package dev.waybill.api.inventory;

import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.inventory.Finding;
import dev.waybill.shared.inventory.FindingFilter;
import dev.waybill.shared.inventory.FindingStatus;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What comparisons found, and what people say about it. */
@RestController
@RequestMapping("/api/findings")
final class FindingController {

    private final JsonBody bodies;
    private final Findings findings;
    private final Clock clock;

    FindingController(JsonBody bodies, Findings findings, Clock clock) {
        this.bodies = bodies;
        this.findings = findings;
        this.clock = clock;
    }

    /**
     * What a bulk action did.
     *
     * @param changed how many findings it changed
     */
    record Changed(int changed, Instant serverTime) {}

    /**
     * How many findings there are.
     *
     * @param items of each type, change and status that there is
     */
    record Counts(List<Count> items, Instant serverTime) {}

    /** Of one type, change and status. */
    record Count(String findingType, String change, String status, long count) {}

    @Route(
            id = "listFindings",
            summary = "What comparisons found, newest first",
            query = InventoryShapes.FindingsQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    Page<FindingView> list(Scope scope, Query query) {
        FindingFilter filter = filter(query);
        int limit = query.limit();
        Long before = query.cursor(1);
        query.done();
        Instant now = clock.instant();
        List<Finding> rows = findings.page(scope, filter, before, limit + 1);
        return Page.of(rows, limit, row -> Cursor.encode(row.id()), row -> FindingView.of(row, now), now);
    }

    @Route(
            id = "countFindings",
            summary = "How many there are of each type, change and status",
            query = InventoryShapes.FindingsQuery.class)
    @GetMapping("/counts")
    Counts counts(Scope scope, Query query) {
        FindingFilter filter = filter(query);
        query.done();
        List<Count> counts = findings.counts(scope, filter).stream()
                .map(count -> new Count(
                        count.findingType(),
                        count.change().word(),
                        count.status().word(),
                        count.count()))
                .toList();
        return new Counts(counts, clock.instant());
    }

    @Route(id = "getFinding", summary = "A finding")
    @GetMapping("/{id}")
    FindingView get(@PathVariable("id") long id, Scope scope, Query query) {
        query.done();
        return findings.find(scope, id)
                .map(finding -> FindingView.of(finding, clock.instant()))
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no finding " + id));
    }

    @Route(
            id = "acknowledgeFindings",
            summary = "Says of many that somebody knows",
            body = InventoryShapes.ChosenShape.class)
    @PostMapping(path = "/acknowledge", consumes = MediaType.APPLICATION_JSON_VALUE)
    Changed acknowledge(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        int changed = switch (Chosen.read(bodies.object(request))) {
            case Chosen.These these -> findings.acknowledge(scope, these.ids());
            case Chosen.Matching matching -> findings.acknowledge(scope, matching.filter(), matching.upTo());
        };
        return new Changed(changed, clock.instant());
    }

    @Route(id = "unacknowledgeFindings", summary = "Takes that back", body = InventoryShapes.ChosenShape.class)
    @PostMapping(path = "/unacknowledge", consumes = MediaType.APPLICATION_JSON_VALUE)
    Changed unacknowledge(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        int changed = switch (Chosen.read(bodies.object(request))) {
            case Chosen.These these -> findings.unacknowledge(scope, these.ids());
            case Chosen.Matching matching -> findings.unacknowledge(scope, matching.filter(), matching.upTo());
        };
        return new Changed(changed, clock.instant());
    }

    private static FindingFilter filter(Query query) {
        return new FindingFilter(
                query.whole("tenant_id", 1, Long.MAX_VALUE),
                query.words("status", FindingStatus.class),
                query.text("finding_type"),
                query.text("subject_type"),
                query.text("scope_key"),
                query.whole("run_id", 1, Long.MAX_VALUE),
                query.whole("operation_run_id", 1, Long.MAX_VALUE),
                query.instant("seen_from"),
                query.instant("seen_before"));
    }
}
