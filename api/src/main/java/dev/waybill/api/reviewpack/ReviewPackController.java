package dev.waybill.api.reviewpack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Members;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.reviewpack.PackStatus;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPacks;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks for review packs and shows them. */
@RestController
@RequestMapping("/api/review-packs")
final class ReviewPackController {

    private final JsonBody bodies;
    private final PackBody packBody;
    private final ReviewPacks packs;
    private final RequestKeys keys;
    private final Clock clock;

    ReviewPackController(JsonBody bodies, PackBody packBody, ReviewPacks packs, RequestKeys keys, Clock clock) {
        this.bodies = bodies;
        this.packBody = packBody;
        this.packs = packs;
        this.keys = keys;
        this.clock = clock;
    }

    @Route(
            id = "createReviewPack",
            summary = "Has a review pack generated",
            body = PackShapes.NewPackShape.class,
            answers = 202,
            traits = {Trait.IDEMPOTENT, Trait.ENQUEUES, Trait.TAGGED, Trait.SUBMITS})
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PackView> create(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        PackBody.Wish wish = packBody.read(new Members(body), "options");
        RequestKeys.Answer process = keys.once(
                scope,
                RequestKeyHeader.of(request, body),
                () -> packs.create(scope, wish.tenantId(), wish.options(), wish.name()));
        ReviewPack pack = packs.ofProcess(scope, process.id())
                .orElseThrow(() ->
                        new Refusal(Refusal.Kind.NOT_FOUND, "not_found", "The review pack does not exist any more"));
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted()
                .location(URI.create("/api/processes/" + process.id()))
                .header(HttpHeaders.RETRY_AFTER, "1");
        if (process.replayed()) {
            answer.header(RequestKeyHeader.REPLAYED, "true");
        }
        return body(answer, pack);
    }

    @Route(
            id = "listReviewPacks",
            summary = "Review packs, newest first",
            query = PackShapes.ListQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    Page<PackView> list(Scope scope, Query query) {
        Long tenant = query.whole("tenant_id", 1, Long.MAX_VALUE);
        Set<PackStatus> statuses = query.words("status", PackStatus.class);
        int limit = query.limit();
        Long before = query.cursor(1);
        query.done();
        List<ReviewPack> rows =
                packs.list(scope, tenant, statuses, before == null ? Long.MAX_VALUE : before, limit + 1);
        Instant now = clock.instant();
        return Page.of(rows, limit, row -> Cursor.encode(row.id()), row -> PackView.of(row, now), now);
    }

    /** The pack of a tenant's card; nothing to show, and nothing to ask for again, is 204. */
    @Route(
            id = "getLatestReviewPack",
            summary = "The pack of a tenant's card; 204 when there is none",
            query = PackShapes.LatestQuery.class,
            answers = {200, 204},
            traits = Trait.CACHED)
    @GetMapping("/latest")
    ResponseEntity<PackView> latest(Scope scope, Query query, HttpServletRequest request) {
        Long tenant = query.whole("tenant_id", 1, Long.MAX_VALUE);
        query.done();
        if (tenant == null) {
            String detail = "is required";
            throw new RequestRefused(
                    Reason.INVALID_PARAMETER, "tenant_id " + detail, List.of(new FieldError("tenant_id", detail)));
        }
        return packs.latest(scope, tenant)
                .map(pack -> shown(pack, request))
                .orElseGet(() -> ResponseEntity.noContent()
                        .cacheControl(CacheControl.noCache().cachePrivate())
                        .build());
    }

    @Route(id = "getReviewPack", summary = "A review pack", traits = Trait.CACHED)
    @GetMapping("/{id}")
    ResponseEntity<PackView> get(@PathVariable("id") long id, Scope scope, Query query, HttpServletRequest request) {
        query.done();
        return shown(packs.find(scope, id), request);
    }

    private ResponseEntity<PackView> shown(ReviewPack pack, HttpServletRequest request) {
        if (EntityTag.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag(pack))) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(tag(pack))
                    .cacheControl(CacheControl.noCache().cachePrivate())
                    .build();
        }
        return body(ResponseEntity.ok(), pack);
    }

    private ResponseEntity<PackView> body(ResponseEntity.BodyBuilder answer, ReviewPack pack) {
        return answer.eTag(tag(pack))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(PackView.of(pack, clock.instant()));
    }

    /** Changes with the pack, and with what its process makes of it. */
    private static String tag(ReviewPack pack) {
        return "\"%d.%s.%d\""
                .formatted(pack.id(), pack.status().word(), pack.updatedAt().toEpochMilli());
    }
}
