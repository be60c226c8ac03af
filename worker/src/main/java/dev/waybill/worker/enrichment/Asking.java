package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentResult;
import dev.waybill.shared.enrichment.EnrichmentStatus;
import dev.waybill.shared.enrichment.Suggestion;
import dev.waybill.shared.enrichment.SuggestionRules;
import dev.waybill.shared.job.Progress;
import dev.waybill.worker.ai.AiFailure;
import dev.waybill.worker.ai.AiPrices;
import dev.waybill.worker.ai.AiRequest;
import dev.waybill.worker.ai.JsonAnswer;
import dev.waybill.worker.ai.JsonAnswers;
import dev.waybill.worker.ai.TruncatedJson;
import dev.waybill.worker.ai.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Asks the model about portions of records. Used by several threads of a job at once. */
final class Asking {

    private static final int FEWEST_OUTPUT_TOKENS = 512;

    private final JsonAnswers model;
    private final AiPrices prices;
    private final AnswerCache cache;
    private final AnswerCache.Owner owner;
    private final EnrichmentOrder order;
    private final EnrichPrompt prompt;
    private final EnrichProperties settings;
    private final Progress progress;
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    Asking(
            JsonAnswers model,
            AiPrices prices,
            AnswerCache cache,
            AnswerCache.Owner owner,
            EnrichmentOrder order,
            EnrichPrompt prompt,
            EnrichProperties settings,
            Progress progress) {
        this.model = model;
        this.prices = prices;
        this.cache = cache;
        this.owner = owner;
        this.order = order;
        this.prompt = prompt;
        this.settings = settings;
        this.progress = new PortionProgress(progress, notes);
    }

    /** What is to be told to people, once. */
    Queue<String> notes() {
        return notes;
    }

    /** Asks about a portion and keeps what was answered; never throws. */
    Answered ask(List<Asked> portion) {
        List<Usage> used = new ArrayList<>();
        try {
            JsonAnswer answer = model.ask(request(portion), progress, used::add);
            return answered(portion, answer, used);
        } catch (AiFailure.Blocked blocked) {
            return portion.size() == 1
                    ? all(portion, shares(portion, used), blocked.reasonCode(), blocked.getMessage())
                    : again(portion, used);
        } catch (RuntimeException | Error failure) {
            return Answered.failed(portion, failure);
        }
    }

    /** A record with an answer, from whenever. */
    EnrichmentResult result(Asked asked, AnswerCache.Answer answer) {
        Suggestion suggestion = SuggestionRules.check(order, asked.known().columns(), answer.json());
        EnrichmentResult.Share share = asked.plus(answer.share());
        if (!suggestion.after().isEmpty()) {
            return result(asked, EnrichmentStatus.PENDING_REVIEW, suggestion, null, "Suggested.", share);
        }
        return suggestion.warnings().isEmpty()
                ? result(asked, EnrichmentStatus.SKIPPED, null, "unchanged", "The model suggests no change.", share)
                : result(
                        asked,
                        EnrichmentStatus.FAILED,
                        null,
                        "ai_unusable_answer",
                        "Nothing of the answer can be used: "
                                + suggestion.warnings().getFirst() + ".",
                        share);
    }

    private Answered answered(List<Asked> portion, JsonAnswer answer, List<Usage> used) {
        Portion.Matched matched = Portion.match(portion, elements(answer));
        if (matched.strangers() > 0) {
            notes.add("The model answered for %d records that it was not asked about; left out."
                    .formatted(matched.strangers()));
        }
        List<EnrichmentResult.Share> shares = shares(portion, used);
        Map<String, AnswerCache.Answer> answers = new LinkedHashMap<>();
        List<EnrichmentResult> results = new ArrayList<>();
        List<Asked> unreached = new ArrayList<>();
        for (int number = 0; number < portion.size(); number++) {
            Asked asked = portion.get(number);
            ObjectNode said = matched.byRecord().get(asked.answerId());
            boolean cut = answer.truncated() && !matched.twice().contains(asked.answerId());
            if (said != null) {
                AnswerCache.Answer one = new AnswerCache.Answer(said, true, shares.get(number));
                answers.put(asked.hash(), one);
                results.add(result(asked, one));
            } else if (cut && portion.size() > 1) {
                unreached.add(asked.with(shares.get(number)));
            } else {
                results.add(failed(asked, answer, matched, shares.get(number)));
            }
        }
        cache.store(owner, answers);
        return new Answered(results, unreached.isEmpty() ? List.of() : Portion.halves(unreached), null);
    }

    private static EnrichmentResult failed(
            Asked asked, JsonAnswer answer, Portion.Matched matched, EnrichmentResult.Share share) {
        if (matched.twice().contains(asked.answerId())) {
            return failed(asked, share, "ai_answered_twice", "The model answered more than once for it.");
        }
        if (answer.truncated()) {
            return failed(asked, share, "ai_truncated", "The answer does not fit the limit of output tokens.");
        }
        return answer.valid() || !matched.byRecord().isEmpty()
                ? failed(asked, share, "ai_missing_answer", "The model did not answer for it.")
                : failed(asked, share, "ai_bad_answer", "The model's answer is not in the form that was asked for.");
    }

    private Answered again(List<Asked> portion, List<Usage> used) {
        List<EnrichmentResult.Share> shares = shares(portion, used);
        List<Asked> paid = new ArrayList<>();
        for (int number = 0; number < portion.size(); number++) {
            paid.add(portion.get(number).with(shares.get(number)));
        }
        return new Answered(List.of(), Portion.halves(paid), null);
    }

    private static Answered all(List<Asked> portion, List<EnrichmentResult.Share> shares, String code, String message) {
        List<EnrichmentResult> results = new ArrayList<>();
        for (int number = 0; number < portion.size(); number++) {
            results.add(failed(portion.get(number), shares.get(number), code, message));
        }
        return new Answered(results, List.of(), null);
    }

    private static EnrichmentResult failed(Asked asked, EnrichmentResult.Share share, String code, String message) {
        return new EnrichmentResult(
                asked.item().itemIndex(),
                asked.item().recordId(),
                asked.known().label(),
                EnrichmentStatus.FAILED,
                null,
                code,
                message,
                null,
                asked.plus(share));
    }

    private EnrichmentResult result(
            Asked asked,
            EnrichmentStatus status,
            @Nullable Suggestion suggestion,
            @Nullable String code,
            String message,
            EnrichmentResult.Share share) {
        return new EnrichmentResult(
                asked.item().itemIndex(),
                asked.item().recordId(),
                asked.known().label(),
                status,
                suggestion,
                code,
                message,
                owner.model(),
                share);
    }

    private List<EnrichmentResult.Share> shares(List<Asked> portion, List<Usage> used) {
        Usage sum = used.stream().reduce(Usage.NONE, Usage::plus);
        BigDecimal usd = used.stream()
                .flatMap(usage -> prices.cost(owner.model(), usage).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Portion.shares(portion.size(), sum.totalTokenCount(), usd);
    }

    private static List<JsonNode> elements(JsonAnswer answer) {
        if (answer.truncated()) {
            return TruncatedJson.elements(answer.text(), EnrichPrompt.RECORDS);
        }
        List<JsonNode> elements = new ArrayList<>();
        answer.json().path(EnrichPrompt.RECORDS).forEach(elements::add);
        return elements;
    }

    private AiRequest request(List<Asked> portion) {
        int enough = FEWEST_OUTPUT_TOKENS + 2 * portion.size() * prompt.expectedTokens();
        return new AiRequest(
                owner.model(),
                prompt.instructions(),
                prompt.parts(portion),
                prompt.schema(portion.size()),
                Math.min(settings.maxOutputTokens(), enough),
                settings.temperature(),
                settings.callTimeout());
    }
}
