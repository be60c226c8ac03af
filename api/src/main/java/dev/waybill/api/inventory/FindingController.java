package dev.waybill.api.inventory;

import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.inventory.Change;
import dev.waybill.shared.inventory.Finding;
import dev.waybill.shared.inventory.FindingFilter;
import dev.waybill.shared.inventory.FindingStatus;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
     * @param at the time that they carry since; as {@code acknowledged_at} of a filter it means just these
     */
    record Changed(int changed, Instant at, Instant serverTime) {}

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
        return Page.of(
                query,
                clock,
                (before, most) -> findings.page(scope, filter, before, most),
                Finding::id,
                FindingView::of);
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

    @Route(id = "getFinding", summary = "A finding", traits = Trait.TAGGED)
    @GetMapping("/{id}")
    ResponseEntity<FindingView> get(@PathVariable("id") long id, Scope scope, Query query) {
        query.done();
        return tagged(find(scope, id));
    }

    @Route(
            id = "acknowledgeFinding",
            summary = "Says of one that somebody knows",
            traits = {Trait.BARE, Trait.TAGGED},
            refuses = "409 finding_resolved")
    @PostMapping("/{id}/acknowledge")
    ResponseEntity<FindingView> acknowledge(
            @PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        requireBare(query, request);
        return one(id, scope, ifMatch, FindingStatus.ACKNOWLEDGED, seen -> findings.acknowledge(scope, id, seen));
    }

    @Route(
            id = "unacknowledgeFinding",
            summary = "Takes that back",
            traits = {Trait.BARE, Trait.TAGGED},
            refuses = "409 finding_resolved")
    @PostMapping("/{id}/unacknowledge")
    ResponseEntity<FindingView> unacknowledge(
            @PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        requireBare(query, request);
        return one(id, scope, ifMatch, FindingStatus.NEW, seen -> findings.unacknowledge(scope, id, seen));
    }

    @Route(
            id = "acknowledgeFindings",
            summary = "Says of many that somebody knows",
            body = InventoryShapes.ChosenShape.class)
    @PostMapping(path = "/acknowledge", consumes = MediaType.APPLICATION_JSON_VALUE)
    Changed acknowledge(Scope scope, Query query, HttpServletRequest request) throws IOException {
        return many(
                query, request, ids -> findings.acknowledge(scope, ids), filter -> findings.acknowledge(scope, filter));
    }

    @Route(id = "unacknowledgeFindings", summary = "Takes that back", body = InventoryShapes.ChosenShape.class)
    @PostMapping(path = "/unacknowledge", consumes = MediaType.APPLICATION_JSON_VALUE)
    Changed unacknowledge(Scope scope, Query query, HttpServletRequest request) throws IOException {
        return many(
                query,
                request,
                ids -> findings.unacknowledge(scope, ids),
                filter -> findings.unacknowledge(scope, filter));
    }

    private void requireBare(Query query, HttpServletRequest request) throws IOException {
        query.done();
        bodies.requireEmpty(request);
    }

    /** @param change is given when the finding must have been changed last; empty when it is not so any more */
    private ResponseEntity<FindingView> one(
            long id,
            Scope scope,
            IfMatch ifMatch,
            FindingStatus wished,
            Function<@Nullable Instant, Optional<Finding>> change) {
        Instant seen = seen(find(scope, id), ifMatch);
        return tagged(change.apply(seen).orElseGet(() -> unchanged(scope, id, ifMatch, wished)));
    }

    private Changed many(
            Query query,
            HttpServletRequest request,
            Function<List<Long>, Findings.Changed> these,
            Function<FindingFilter, Findings.Changed> matching)
            throws IOException {
        query.done();
        Findings.Changed changed = switch (Chosen.read(bodies.object(request))) {
            case Chosen.These chosen -> these.apply(chosen.ids());
            case Chosen.Matching chosen -> matching.apply(chosen.filter());
        };
        return new Changed(changed.count(), changed.at(), clock.instant());
    }

    private Finding find(Scope scope, long id) {
        return findings.find(scope, id)
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no finding " + id));
    }

    private ResponseEntity<FindingView> tagged(Finding finding) {
        return ResponseEntity.ok()
                .eTag(EntityTag.of(version(finding)))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(FindingView.of(finding, clock.instant()));
    }

    /** When the finding must have been changed last; null when any time will do. */
    private static @Nullable Instant seen(Finding finding, IfMatch ifMatch) {
        return ifMatch.require(version(finding), name(finding)) == null ? null : finding.updatedAt();
    }

    /** What was not changed since it is so already; else it is not as the caller saw it, or cannot be changed. */
    private Finding unchanged(Scope scope, long id, IfMatch ifMatch, FindingStatus wished) {
        Finding now = find(scope, id);
        ifMatch.require(version(now), name(now));
        if (now.status() != wished) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT, "finding_resolved", name(now) + " is resolved: it was not found again");
        }
        return now;
    }

    /** Changes with every change: microseconds, as the database counts. */
    private static long version(Finding finding) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, finding.updatedAt());
    }

    private static String name(Finding finding) {
        return "Finding " + finding.id();
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
                query.instant("seen_before"),
                query.word("change", Change.class),
                null,
                query.whole("up_to", 1, Long.MAX_VALUE));
    }
}
