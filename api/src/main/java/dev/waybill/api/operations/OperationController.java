package dev.waybill.api.operations;

import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.PollHint;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Operation;
import dev.waybill.shared.process.OperationFilter;
import dev.waybill.shared.process.OperationReader;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators see of a workspace: its runs in the seeds' words. */
@RestController
@RequestMapping("/api/operations")
final class OperationController {

    private static final List<String> FLAGS = List.of("true", "false");
    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::word).toList();

    private final OperationReader reader;
    private final List<ArtifactLink> links;
    private final Set<String> internal;
    private final OperationsProperties properties;
    private final Clock clock;

    OperationController(
            OperationReader reader,
            Collection<ArtifactLink> links,
            JobCatalog catalog,
            OperationsProperties properties,
            Clock clock) {
        this.reader = reader;
        this.links = List.copyOf(links);
        this.internal = catalog.types().stream()
                .filter(type -> type.visibility() == JobType.Visibility.INTERNAL)
                .map(JobType::label)
                .collect(Collectors.toUnmodifiableSet());
        this.properties = properties;
        this.clock = clock;
    }

    @Route(
            id = "listOperations",
            summary = "Runs in the operators' words, newest first",
            query = OperationShapes.ListQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    OperationPage list(Scope scope, Query query) {
        OperationFilter filter = filter(query);
        boolean counted = flag(query, "counts");
        int limit = query.limit();
        Long before = query.cursor(1);
        query.done();
        Instant now = clock.instant();
        List<Operation> rows = reader.list(scope, filter, before == null ? null : new ProcessId(before), limit + 1);
        Page<OperationView> page = Page.of(
                rows,
                limit,
                row -> Cursor.encode(row.id().value()),
                row -> OperationView.of(row, null, PollHint.Viewer.WATCHING, now),
                now);
        return new OperationPage(
                page.items(),
                page.next(),
                counted ? counts(scope, filter) : null,
                counted ? properties.mostCounted() : null,
                now);
    }

    @Route(
            id = "getOperation",
            summary = "An operation with what it failed of, and links",
            query = OperationShapes.GetQuery.class,
            traits = Trait.CACHED)
    @GetMapping("/{id}")
    ResponseEntity<OperationView> get(
            @PathVariable("id") ProcessId id,
            Scope scope,
            Query query,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        PollHint.Viewer viewer = new PollHint.Viewer(flag(query, "tab_hidden"), flag(query, "action_mounted"));
        query.done();
        Operation operation = reader.find(scope, id)
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no operation " + id));
        boolean known = EntityTag.matches(ifNoneMatch, operation.version());
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(EntityTag.of(operation.version()))
                .cacheControl(CacheControl.noCache().cachePrivate());
        return known
                ? answer.build()
                : answer.body(OperationView.of(operation, artifacts(scope, operation), viewer, clock.instant()));
    }

    private OperationFilter filter(Query query) {
        String outcome = query.oneOf("outcome", OUTCOMES);
        return new OperationFilter(
                query.words("status", OperatorStatus.class),
                outcome == null ? null : Outcome.of(outcome),
                query.text("type"),
                query.text("job_type"),
                query.text("resource"),
                query.text("action"),
                query.whole("tenant_id", 1, Long.MAX_VALUE),
                query.whole("user_id", 1, Long.MAX_VALUE),
                query.instant("since"),
                flag(query, "internal") ? Set.of() : internal,
                query.text("text"));
    }

    private Map<String, Integer> counts(Scope scope, OperationFilter filter) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        reader.counts(scope, filter, properties.mostCounted())
                .forEach((bucket, count) -> counts.put(bucket.word(), count));
        return counts;
    }

    private List<Artifact> artifacts(Scope scope, Operation operation) {
        return links.stream()
                .flatMap(link -> link.of(scope, operation).stream())
                .sorted(Comparator.comparing(Artifact::type))
                .toList();
    }

    private static boolean flag(Query query, String name) {
        return "true".equals(query.oneOf(name, FLAGS));
    }
}
