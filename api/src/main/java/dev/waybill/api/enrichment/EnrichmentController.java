package dev.waybill.api.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.enrichment.EnrichmentDecision;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentReviews;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.usage.UsageLedger;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The review of an enrichment, by its process. */
@RestController
@RequestMapping("/api/enrichments/{processId}")
final class EnrichmentController {

    private static final List<String> STATUSES =
            Arrays.stream(EnrichmentStatus.values()).map(EnrichmentStatus::word).toList();

    private final JsonBody bodies;
    private final EnrichmentReviews reviews;
    private final UsageLedger usage;
    private final EnrichmentAnswers answers;

    EnrichmentController(JsonBody bodies, EnrichmentReviews reviews, UsageLedger usage, EnrichmentAnswers answers) {
        this.bodies = bodies;
        this.reviews = reviews;
        this.usage = usage;
        this.answers = answers;
    }

    @Route(id = "getEnrichment", summary = "An enrichment, by its process", traits = Trait.TAGGED)
    @GetMapping
    ResponseEntity<EnrichmentView> get(@PathVariable("processId") long id, Scope scope, Query query) {
        query.done();
        return answers.ok(scope, new ProcessId(id));
    }

    @Route(
            id = "listSuggestions",
            summary = "What the model suggests",
            query = EnrichmentShapes.ItemsQuery.class,
            traits = Trait.PAGED)
    @GetMapping("/items")
    Page<EnrichmentItemView> items(@PathVariable("processId") long id, Scope scope, Query query) {
        String status = query.oneOf("status", STATUSES);
        String confidence = query.oneOf("confidence", EnrichmentReviews.CONFIDENCES);
        int limit = query.limit();
        Long after = query.cursor(0);
        query.done();
        ProcessId process = reviews.process(scope, new ProcessId(id)).id();
        List<EnrichmentItem> oneMore = reviews.items(
                scope,
                process,
                status == null ? null : EnrichmentStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                confidence,
                after == null ? -1 : after,
                limit + 1);
        return Page.of(oneMore, limit, row -> Cursor.encode(row.itemIndex()), EnrichmentItemView::of, answers.now());
    }

    @Route(
            id = "decideSuggestion",
            summary = "Approves, rejects or edits a suggestion",
            body = EnrichmentShapes.SuggestionDecisionShape.class,
            refuses = {"409 not_in_review", "409 item_not_open", "422 item_invalid"})
    @PatchMapping(path = "/items/{itemId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    DecidedSuggestionView decide(
            @PathVariable("processId") long id,
            @PathVariable("itemId") long itemId,
            Scope scope,
            Query query,
            IfMatch ifMatch,
            HttpServletRequest request)
            throws IOException {
        query.done();
        ProcessId process = reviews.process(scope, new ProcessId(id)).id();
        EnrichmentDecision decision = Bodies.decision(bodies.object(request));
        if (!ifMatch.any()) {
            decision = Bodies.onlyIf(ifMatch, decision, reviews.item(scope, process, itemId));
        }
        EnrichmentItem item = reviews.decide(scope, process, itemId, decision);
        return new DecidedSuggestionView(EnrichmentItemView.of(item), answers.view(scope, process), answers.now());
    }

    @Route(
            id = "approveSuggestions",
            summary = "Approves all that are open, from a confidence up",
            query = EnrichmentShapes.ApproveAllQuery.class,
            traits = Trait.BARE,
            refuses = "409 not_in_review")
    @PostMapping("/approve-all")
    ApprovedView approveAll(
            @PathVariable("processId") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        String least = query.oneOf("min_confidence", EnrichmentReviews.CONFIDENCES);
        query.done();
        bodies.requireEmpty(request);
        ProcessId process = new ProcessId(id);
        Long version = expected(scope, process, ifMatch);
        int approved = reviews.approveAll(scope, process, least == null ? "low" : least, version);
        return new ApprovedView(approved, answers.view(scope, process), answers.now());
    }

    @Route(
            id = "applySuggestions",
            summary = "Ends the review and writes what is approved",
            traits = {Trait.BARE, Trait.TAGGED},
            refuses = {"409 not_in_review", "illegal_transition", "409 *"})
    @PostMapping("/apply")
    ResponseEntity<EnrichmentView> apply(
            @PathVariable("processId") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        bodies.requireEmpty(request);
        ProcessId process = new ProcessId(id);
        reviews.apply(scope, process, expected(scope, process, ifMatch));
        return answers.ok(scope, process);
    }

    @Route(
            id = "putEnrichmentBudget",
            summary = "The most that an enrichment may spend",
            body = EnrichmentShapes.BudgetShape.class,
            traits = Trait.TAGGED)
    @PutMapping(path = "/budget", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EnrichmentView> budget(
            @PathVariable("processId") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        BigDecimal max = Bodies.budget(body);
        ProcessId process = reviews.process(scope, new ProcessId(id)).id();
        expected(scope, process, ifMatch);
        usage.limitProcess(scope, process.value(), max);
        return answers.ok(scope, process);
    }

    /** The version of the process that a condition names; null when there is none. */
    private @Nullable Long expected(Scope scope, ProcessId id, IfMatch ifMatch) {
        return ifMatch.any() ? null : ifMatch.require(reviews.process(scope, id).version(), "Enrichment " + id);
    }
}
