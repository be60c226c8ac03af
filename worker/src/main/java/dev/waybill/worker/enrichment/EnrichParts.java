package dev.waybill.worker.enrichment;

import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.Enrichments;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.usage.Spending;
import dev.waybill.shared.usage.UsageLedger;
import dev.waybill.worker.ai.AiFailure;
import dev.waybill.worker.ai.AiPrices;
import dev.waybill.worker.ai.AiProperties;
import dev.waybill.worker.ai.JsonAnswers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What jobs of all enrichment types are made of. */
final class EnrichParts {

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ProcessReader reader;
    private final Enrichments enrichments;
    private final UsageLedger usage;
    private final JsonAnswers model;
    private final AiProperties ai;
    private final AiPrices prices;
    private final EnrichProperties settings;
    private final AnswerCache cache;

    EnrichParts(
            JdbcClient jdbc,
            RoleTransactions roles,
            ProcessReader reader,
            Enrichments enrichments,
            UsageLedger usage,
            JsonAnswers model,
            AiProperties ai,
            AiPrices prices,
            EnrichProperties settings) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.reader = reader;
        this.enrichments = enrichments;
        this.usage = usage;
        this.model = model;
        this.ai = ai;
        this.prices = prices;
        this.settings = settings;
        this.cache = new AnswerCache(jdbc, roles, settings.keepAnswers());
    }

    Enrichments enrichments() {
        return enrichments;
    }

    EnrichProperties settings() {
        return settings;
    }

    AnswerCache cache() {
        return cache;
    }

    /** The model that is asked. */
    String model(EnrichmentOrder order) {
        return Objects.requireNonNullElse(order.model(), ai.model());
    }

    /** Bounds what the process may cost, unless somebody has raised that meanwhile. */
    void limit(EnrichmentOrder order, Progress progress) {
        usage.limitProcessAtFirst(
                progress.workspaceId(),
                progress.processId(),
                Objects.requireNonNullElse(order.maxCostUsd(), settings.processBudget()));
    }

    Selection selection(EnrichmentOrder order, long workspaceId, long processId) {
        String code = order.retryOf() == null
                ? null
                : ItemRetry.errorCode(reader.find(scope(workspaceId), new ProcessId(processId))
                        .orElseThrow()
                        .itemIds());
        return new Selection(enrichments, reader, order, workspaceId, code);
    }

    EnrichRun run(EnrichmentOrder order, AnswerCache.Owner owner, Progress progress) {
        EnrichPrompt prompt = new EnrichPrompt(order);
        return new EnrichRun(
                new Reading(jdbc, roles, enrichments, order, owner.workspaceId(), owner.processId()),
                new Packing(settings, prompt),
                new Asking(model, prices, cache, owner, order, prompt, settings, progress),
                new ResultStore(enrichments, order, progress),
                cache,
                owner,
                progress,
                settings.concurrency());
    }

    /** What the order would cost; nothing is stored. */
    Estimate estimate(EnrichmentOrder order, AnswerCache.Owner owner, Progress progress) {
        Estimate estimate = new Estimate(order, owner, new EnrichPrompt(order), settings, prices, cache);
        Selection selection = selection(order, owner.workspaceId(), owner.processId());
        String after = null;
        do {
            progress.throwIfStopped();
            String from = after;
            Selection.Page page = roles.asTenant(scope(owner.workspaceId()), () -> {
                Selection.Page found = selection.page(jdbc, from);
                estimate.add(enrichments.records(order.kind()).read(jdbc, owner.workspaceId(), found.ids()));
                return found;
            });
            after = page.next();
        } while (after != null);
        return estimate;
    }

    Map<EnrichmentStatus, Long> counts(long workspaceId, long processId) {
        return roles.asTenant(scope(workspaceId), () -> enrichments.counts(jdbc, workspaceId, processId));
    }

    List<EnrichmentItem> items(long workspaceId, long processId, Set<EnrichmentStatus> statuses, int limit) {
        return roles.asTenant(
                scope(workspaceId), () -> enrichments.items(jdbc, workspaceId, processId, statuses, -1, limit));
    }

    /** What is shown of a run, with what it has cost. */
    Map<String, Object> summary(AnswerCache.Owner owner, Map<EnrichmentStatus, Long> counts) {
        Spending spending = usage.ofProcess(owner.workspaceId(), owner.processId());
        Map<String, Object> summary = new LinkedHashMap<>();
        counts.forEach((status, items) -> summary.put(status.word(), items));
        summary.put("model", owner.model());
        summary.put("prompt_version", EnrichPrompt.VERSION);
        summary.put("calls", spending.calls());
        summary.put("total_tokens", spending.totalTokens());
        summary.put("cost_usd", spending.costUsd());
        if (spending.maxUsd() != null) {
            summary.put("budget_usd", spending.maxUsd());
        }
        return summary;
    }

    /** Why a budget has ended a run, as the summary shows it. */
    static Map<String, Object> stop(AiFailure.OverBudget over) {
        Map<String, Object> stop = new LinkedHashMap<>();
        stop.put("reason_code", over.reasonCode());
        stop.put("reason", over.getMessage());
        over.budget().ifPresent(budget -> {
            stop.put("budget", budget.budget().word());
            stop.put("max_usd", budget.max());
            stop.put("spent_usd", budget.spent());
            stop.put("needed_usd", budget.needed());
        });
        return stop;
    }

    private static Scope scope(long workspaceId) {
        return new Scope(workspaceId, null);
    }
}
