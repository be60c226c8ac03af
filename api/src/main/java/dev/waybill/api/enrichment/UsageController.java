package dev.waybill.api.enrichment;

import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.usage.UsageLedger;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What models have cost a workspace, and its budget. */
@RestController
@RequestMapping("/api/usage")
final class UsageController {

    private static final int USUAL_DAYS = 31;
    private static final int MOST_DAYS = 366;

    private final JsonBody bodies;
    private final UsageLedger usage;
    private final Clock clock;

    UsageController(JsonBody bodies, UsageLedger usage, Clock clock) {
        this.bodies = bodies;
        this.usage = usage;
        this.clock = clock;
    }

    @Route(id = "getUsage", summary = "What models have cost", query = EnrichmentShapes.UsageQuery.class)
    @GetMapping
    UsageView get(Scope scope, Query query) {
        Long days = query.whole("days", 1, MOST_DAYS);
        query.done();
        return view(scope, days == null ? USUAL_DAYS : days);
    }

    /**
     * What a workspace may spend.
     *
     * @param maxUsd in a month, UTC; null when there is no budget
     */
    record BudgetView(@Nullable BigDecimal maxUsd, Instant serverTime) {}

    @Route(id = "getUsageBudget", summary = "The most that a workspace may spend in a month", traits = Trait.TAGGED)
    @GetMapping("/budget")
    ResponseEntity<BudgetView> budget(Scope scope, Query query) {
        query.done();
        BigDecimal max = usage.ofMonth(workspace(scope)).maxUsd();
        return tagged(max).body(new BudgetView(max, clock.instant()));
    }

    @Route(
            id = "putUsageBudget",
            summary = "Sets the most that a workspace may spend in a month",
            body = EnrichmentShapes.BudgetShape.class,
            traits = Trait.TAGGED)
    @PutMapping(path = "/budget", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UsageView> budget(Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        BigDecimal max = Bodies.budget(bodies.object(request));
        usage.limitMonth(scope, max, before -> ifMatch.requireTag(tag(before), "The budget"));
        return tagged(max).body(view(scope, USUAL_DAYS));
    }

    private static ResponseEntity.BodyBuilder tagged(@Nullable BigDecimal max) {
        return ResponseEntity.ok()
                .eTag(tag(max))
                .cacheControl(CacheControl.noCache().cachePrivate());
    }

    /** The budget's; what was spent since leaves it as it is. */
    private static String tag(@Nullable BigDecimal max) {
        return "\"" + (max == null ? "none" : max.stripTrailingZeros().toPlainString()) + "\"";
    }

    private UsageView view(Scope scope, long days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        long workspace = workspace(scope);
        return new UsageView(
                SpendingView.of(usage.ofMonth(workspace)),
                usage.days(workspace, today.minusDays(days - 1), today).stream()
                        .map(UsageView.Day::of)
                        .toList(),
                clock.instant());
    }

    private static long workspace(Scope scope) {
        return Objects.requireNonNull(scope.workspaceId(), "usage belongs to a workspace");
    }
}
