package dev.waybill.api.process;

import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessFilter;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows processes, their logs and their items. */
@RestController
@RequestMapping("/api/processes")
final class ProcessController {

    private static final long LONGEST_WAIT_SECONDS = 25;
    private static final List<String> ITEM_STATUSES = List.of("pending", "success", "error", "skipped");

    private final ProcessReader reader;
    private final ProcessAnswers answers;
    private final Changes changes;
    private final ProcessViews views;
    private final Clock clock;

    ProcessController(ProcessReader reader, ProcessAnswers answers, Changes changes, ProcessViews views, Clock clock) {
        this.reader = reader;
        this.answers = answers;
        this.changes = changes;
        this.views = views;
        this.clock = clock;
    }

    @Route(
            id = "listProcesses",
            summary = "Processes, newest first",
            query = ProcessShapes.ListQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    Page<ProcessView> list(Scope scope, Query query) {
        ProcessFilter filter = filter(query);
        int limit = query.limit();
        Long before = query.cursor(1);
        query.done();
        Instant now = clock.instant();
        List<Process> rows = reader.list(scope, filter, before == null ? null : new ProcessId(before), limit + 1);
        return Page.of(rows, limit, row -> Cursor.encode(row.id().value()), row -> views.view(row, now), now);
    }

    /** With {@code wait}, a client that names the version it has is answered when there is a newer one. */
    @Route(
            id = "getProcess",
            summary = "A process; with wait, once it has changed",
            query = ProcessShapes.GetQuery.class,
            traits = Trait.CACHED)
    @GetMapping("/{id}")
    ResponseEntity<ProcessView> get(
            @PathVariable("id") ProcessId id,
            Scope scope,
            Query query,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch)
            throws InterruptedException {
        Long wait = query.whole("wait", 0, LONGEST_WAIT_SECONDS);
        Long version = query.whole("version", 0, Long.MAX_VALUE);
        query.done();
        Process process = answers.find(scope, id);
        if (wait != null && wait > 0 && known(process, ifNoneMatch, version)) {
            changes.await(scope, process, Duration.ofSeconds(wait));
            process = answers.find(scope, id);
        }
        return answers.unlessKnown(process, ifNoneMatch, version);
    }

    @Route(
            id = "listProcessEvents",
            summary = "The log of a process, in order",
            query = ProcessShapes.EventsQuery.class)
    @GetMapping("/{id}/events")
    Page<EventView> events(@PathVariable("id") ProcessId id, Scope scope, Query query) {
        Long after = query.whole("after", 0, Long.MAX_VALUE);
        int limit = query.limit();
        query.done();
        answers.find(scope, id);
        List<ProcessEvent> rows = reader.events(scope, id, after == null ? 0 : after, limit + 1);
        return Page.of(rows, limit, row -> Long.toString(row.seq()), EventView::of, clock.instant());
    }

    @Route(
            id = "listProcessItems",
            summary = "What became of each item",
            query = ProcessShapes.ItemsQuery.class,
            traits = Trait.PAGED)
    @GetMapping("/{id}/items")
    Page<ItemView> items(@PathVariable("id") ProcessId id, Scope scope, Query query) {
        String status = query.oneOf("status", ITEM_STATUSES);
        int limit = query.limit();
        Long after = query.cursor(0);
        query.done();
        answers.find(scope, id);
        List<ProcessItem> rows = reader.items(scope, id, status, after == null ? -1 : after, limit + 1);
        return Page.of(rows, limit, row -> Cursor.encode(row.itemIndex()), ItemView::of, clock.instant());
    }

    private static ProcessFilter filter(Query query) {
        return new ProcessFilter(
                query.words("status", ProcessStatus.class),
                query.words("operator_status", OperatorStatus.class),
                query.text("type"),
                query.text("subtype"),
                query.whole("tenant_id", 1, Long.MAX_VALUE),
                query.whole("user_id", 1, Long.MAX_VALUE),
                query.text("related_type"),
                query.whole("related_id", 1, Long.MAX_VALUE),
                query.instant("since"),
                query.text("text"));
    }

    private static boolean known(Process process, @Nullable String ifNoneMatch, @Nullable Long version) {
        return EntityTag.matches(ifNoneMatch, process.version()) || (version != null && version == process.version());
    }
}
