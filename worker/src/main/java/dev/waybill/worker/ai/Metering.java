package dev.waybill.worker.ai;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.usage.Admission;
import dev.waybill.shared.usage.CallCost;
import dev.waybill.shared.usage.CallWish;
import dev.waybill.shared.usage.UsageLedger;
import org.jspecify.annotations.Nullable;

/**
 * Enters every call in the usage ledger: before it is made, with the most that it may cost, and after it, with what it has.
 * A call that a budget has no room for is not made.
 */
final class Metering implements AiProvider {

    private final AiProvider provider;
    private final String name;
    private final UsageLedger ledger;
    private final AiPrices prices;
    private final AiMeters meters;

    /** @param name the provider's */
    Metering(AiProvider provider, String name, UsageLedger ledger, AiPrices prices, AiMeters meters) {
        this.provider = provider;
        this.name = name;
        this.ledger = ledger;
        this.prices = prices;
        this.meters = meters;
    }

    @Override
    public AiAnswer generate(AiRequest request, Progress progress) {
        Call call = new Call(request.model(), progress.workspaceId(), admitted(request, progress));
        try {
            AiAnswer answer = provider.generate(request, progress);
            call.close(answer.usage(), null);
            return answer;
        } catch (AiFailure failure) {
            call.close(failure.usage(), failure.reasonCode());
            throw failure;
        } catch (RuntimeException stopped) {
            closeAfter(stopped, call);
            throw stopped;
        }
    }

    /** An entry that cannot be closed any more counts as lost later. */
    private static void closeAfter(RuntimeException stopped, Call call) {
        try {
            call.close(Usage.NONE, "not_answered");
        } catch (RuntimeException failure) {
            stopped.addSuppressed(failure);
        }
    }

    private long admitted(AiRequest request, Progress progress) {
        CallWish wish = new CallWish(
                progress.workspaceId(),
                progress.processId(),
                progress.attempt(),
                name,
                request.model(),
                prices.cost(request.model(), Tokens.of(request), request.maxOutputTokens())
                        .orElse(null));
        return switch (ledger.open(wish)) {
            case Admission.Open open -> open.entry();
            case Admission.OverBudget over -> throw new AiFailure.OverBudget(over);
            case Admission.PriceUnknown unknown -> throw new AiFailure.OverBudget(request.model());
        };
    }

    /** A call that is entered. */
    private final class Call {
        private final String model;
        private final long workspaceId;
        private final long entry;

        Call(String model, long workspaceId, long entry) {
            this.model = model;
            this.workspaceId = workspaceId;
            this.entry = entry;
        }

        void close(Usage usage, @Nullable String reasonCode) {
            long input = usage.promptTokenCount() + usage.toolUsePromptTokenCount();
            long output = usage.candidatesTokenCount() + usage.thoughtsTokenCount();
            CallCost cost = new CallCost(
                    input,
                    output,
                    usage.totalTokenCount(),
                    prices.cost(model, usage).orElse(null));
            meters.used(model, cost, reasonCode == null);
            ledger.close(workspaceId, entry, cost, reasonCode);
        }
    }
}
