package dev.waybill.api.locations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.locations.BatchStatus;
import dev.waybill.shared.locations.ItemDecision;
import dev.waybill.shared.locations.ItemStatus;
import dev.waybill.shared.locations.LocationBatch;
import dev.waybill.shared.locations.LocationReviews;
import dev.waybill.shared.locations.NewLocationBatch;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.RequestKey;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The seed's routes of AI location imports. */
@RestController
@RequestMapping("/api/ai-location-imports")
final class AiLocationImportController {

    private static final List<String> ITEM_STATUSES =
            Arrays.stream(ItemStatus.values()).map(ItemStatus::word).toList();

    private final JsonBody bodies;
    private final BatchBody batchBody;
    private final LocationReviews reviews;
    private final RequestKeys keys;
    private final BatchAnswers answers;
    private final ImportWait imports;
    private final LocationsApiProperties properties;

    AiLocationImportController(
            JsonBody bodies,
            LocationReviews reviews,
            RequestKeys keys,
            BatchAnswers answers,
            ImportWait imports,
            LocationsApiProperties properties) {
        this.bodies = bodies;
        this.batchBody = new BatchBody(properties);
        this.reviews = reviews;
        this.keys = keys;
        this.answers = answers;
        this.imports = imports;
        this.properties = properties;
    }

    @Route(
            id = "createAiLocationImport",
            summary = "Has locations drafted by a model",
            body = LocationShapes.NewBatchShape.class,
            answers = 202,
            traits = {Trait.IDEMPOTENT, Trait.ENQUEUES, Trait.TAGGED, Trait.SUBMITS},
            refuses = {"not_found", "409 user_required"})
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BatchView> create(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        NewLocationBatch batch = batchBody.read(body);
        RequestKey key = RequestKeyHeader.of(request, body);
        RequestKeys.Answer process = keys.once(scope, key, () -> reviews.create(scope, batch));
        return answers.body(accepted(process), answers.view(scope, batchOf(scope, process.id())));
    }

    @Route(
            id = "listAiLocationImports",
            summary = "AI location imports, newest first",
            query = LocationShapes.ListQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    Page<BatchView> list(Scope scope, Query query) {
        Set<BatchStatus> statuses = query.words("status", BatchStatus.class);
        Long user = query.whole("user_id", 1, Long.MAX_VALUE);
        Long finder = query.whole("finder_id", 1, Long.MAX_VALUE);
        int limit = query.limit();
        Long before = query.cursor(1);
        query.done();
        List<LocationBatch> rows =
                reviews.list(scope, statuses, user, finder, before == null ? Long.MAX_VALUE : before, limit + 1);
        return answers.page(scope, rows, limit);
    }

    @Route(
            id = "getAiLocationImport",
            summary = "An AI location import with a page of its drafts",
            query = LocationShapes.ItemsQuery.class,
            traits = {Trait.PAGED, Trait.CACHED})
    @GetMapping("/{id}")
    ResponseEntity<BatchView> get(@PathVariable("id") long id, Scope scope, Query query, HttpServletRequest request) {
        String word = query.oneOf("status", ITEM_STATUSES);
        int limit = query.limit();
        Long after = query.cursor(1);
        query.done();
        ItemStatus status = word == null ? null : ItemStatus.of(word);
        BatchView view = answers.view(scope, reviews.find(scope, id), status, after == null ? 0 : after, limit);
        if (EntityTag.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), BatchAnswers.tag(view))) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(BatchAnswers.tag(view))
                    .cacheControl(CacheControl.noCache().cachePrivate())
                    .build();
        }
        return answers.body(ResponseEntity.ok(), view);
    }

    @Route(
            id = "decideDraft",
            summary = "Approves, rejects or edits a draft",
            body = LocationShapes.ItemDecisionShape.class,
            refuses = {
                "409 batch_imported",
                "409 batch_discarded",
                "409 item_imported",
                "409 not_generated",
                "422 item_invalid"
            })
    @PatchMapping(path = "/{id}/items/{itemId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    DecidedItemView decide(
            @PathVariable("id") long id,
            @PathVariable("itemId") long itemId,
            Scope scope,
            Query query,
            IfMatch ifMatch,
            HttpServletRequest request)
            throws IOException {
        query.done();
        ItemDecision decision = ItemBody.read(bodies.object(request));
        if (!ifMatch.any()) {
            decision = ItemBody.onlyIf(ifMatch, decision, reviews.item(scope, id, itemId));
        }
        return answers.decided(scope, reviews.decide(scope, id, itemId, decision));
    }

    @Route(
            id = "importDrafts",
            summary = "Imports the approved drafts; waits for the end as Prefer says",
            answers = {200, 202},
            traits = {Trait.BARE, Trait.IDEMPOTENT, Trait.ENQUEUES, Trait.TAGGED, Trait.PREFERS_WAIT},
            refuses = {"409 batch_imported", "409 batch_discarded", "409 not_generated", "409 *"})
    @PostMapping("/{id}/import")
    ResponseEntity<BatchView> startImport(
            @PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException, InterruptedException {
        query.done();
        bodies.requireEmpty(request);
        PreferWait wait = PreferWait.of(request.getHeaders("Prefer"), properties.usualWait(), properties.longestWait());
        RequestKey key = RequestKeyHeader.of(request, JobJson.MAPPER.createObjectNode());
        RequestKeys.Answer process =
                keys.once(scope, key, () -> reviews.startImport(scope, id, expected(scope, id, ifMatch)));
        boolean ended = imports.ended(scope, process.id(), wait.duration());
        ResponseEntity.BodyBuilder answer = ended ? replayed(ResponseEntity.ok(), process) : accepted(process);
        if (wait.stated()) {
            answer.header("Preference-Applied", wait.applied());
        }
        return answers.body(answer, answers.view(scope, reviews.find(scope, id)));
    }

    @Route(
            id = "discardAiLocationImport",
            summary = "Gives an AI location import up",
            traits = {Trait.BARE, Trait.TAGGED},
            refuses = {"409 batch_imported", "409 batch_discarded", "409 *"})
    @DeleteMapping("/{id}")
    ResponseEntity<BatchView> discard(
            @PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        bodies.requireEmpty(request);
        LocationBatch batch = reviews.discard(scope, id, expected(scope, id, ifMatch));
        return answers.body(ResponseEntity.ok(), answers.view(scope, batch));
    }

    /** The version that a condition names; null when there is none. */
    private @Nullable Long expected(Scope scope, long id, IfMatch ifMatch) {
        return ifMatch.any() ? null : ifMatch.require(reviews.find(scope, id).version(), "AI location import " + id);
    }

    private LocationBatch batchOf(Scope scope, ProcessId process) {
        return reviews.ofProcess(scope, process)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.NOT_FOUND, "not_found", "The AI location import does not exist any more"));
    }

    private static ResponseEntity.BodyBuilder accepted(RequestKeys.Answer process) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted()
                .location(URI.create("/api/processes/" + process.id()))
                .header(HttpHeaders.RETRY_AFTER, "1");
        return replayed(answer, process);
    }

    private static ResponseEntity.BodyBuilder replayed(ResponseEntity.BodyBuilder answer, RequestKeys.Answer process) {
        return process.replayed() ? answer.header(RequestKeyHeader.REPLAYED, "true") : answer;
    }
}
