package dev.waybill.worker.enrichment;

import dev.waybill.shared.amendment.KnownRecord;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.SuggestionRules;
import dev.waybill.worker.ai.AiPrices;
import dev.waybill.worker.ai.Tokens;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an enrichment would cost, by the records as they are: the calls are packed as they would be, and not made. */
final class Estimate {

    private final EnrichmentOrder order;
    private final AnswerCache.Owner owner;
    private final EnrichPrompt prompt;
    private final EnrichProperties settings;
    private final AiPrices prices;
    private final AnswerCache cache;
    private final Packing packing;
    private long records;
    private long cached;
    private long nothingMissing;
    private long calls;
    private long inputTokens;
    private long outputTokens;

    Estimate(
            EnrichmentOrder order,
            AnswerCache.Owner owner,
            EnrichPrompt prompt,
            EnrichProperties settings,
            AiPrices prices,
            AnswerCache cache) {
        this.order = order;
        this.owner = owner;
        this.prompt = prompt;
        this.settings = settings;
        this.prices = prices;
        this.cache = cache;
        this.packing = new Packing(settings, prompt);
    }

    void add(List<KnownRecord> known) {
        List<Asked> asked = known.stream()
                .map(record -> Asked.of(order, owner.processId(), item(record), record))
                .toList();
        Map<String, AnswerCache.Answer> answers = cache.find(owner, AnswerCache.hashes(asked));
        for (Asked one : asked) {
            records++;
            if (answers.containsKey(one.hash())) {
                cached++;
            } else if (order.onlyEmpty() && !lacks(one.known())) {
                nothingMissing++;
            } else {
                packing.add(one);
            }
        }
        while (packing.isFull()) {
            call(packing.next());
        }
    }

    Map<String, Object> summary() {
        List<Asked> rest = packing.next();
        while (!rest.isEmpty()) {
            call(rest);
            rest = packing.next();
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("dry_run", true);
        summary.put("records", records);
        summary.put("cached", cached);
        summary.put("nothing_missing", nothingMissing);
        summary.put("calls", calls);
        summary.put("input_tokens", inputTokens);
        summary.put("output_tokens", outputTokens);
        summary.put("model", owner.model());
        prices.cost(owner.model(), inputTokens, outputTokens).ifPresent(usd -> summary.put("cost_usd", usd));
        BigDecimal budget = order.maxCostUsd();
        summary.put("budget_usd", budget == null ? settings.processBudget() : budget);
        return summary;
    }

    private void call(List<Asked> portion) {
        calls++;
        inputTokens += Tokens.of(prompt.instructions())
                + prompt.parts(portion).stream().mapToLong(Tokens::of).sum()
                + Tokens.of(prompt.schema(portion.size()).toString());
        outputTokens += (long) portion.size() * prompt.expectedTokens();
    }

    private boolean lacks(KnownRecord record) {
        return order.columns().stream()
                .anyMatch(column -> SuggestionRules.isEmpty(record.columns().path(column)));
    }

    /** A place that it would have. */
    private EnrichmentItem item(KnownRecord record) {
        return new EnrichmentItem(
                0,
                records,
                record.id(),
                record.label(),
                EnrichmentStatus.SELECTED,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                0,
                BigDecimal.ZERO,
                false,
                null,
                null,
                0,
                Instant.EPOCH);
    }
}
