package dev.waybill.worker.ai;

import dev.waybill.shared.usage.CallCost;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;

/** Counts calls of models, their tokens and their price; the usage ledger has the same to the cent, by workspace. */
final class AiMeters {

    private final MeterRegistry registry;
    private final String provider;

    AiMeters(MeterRegistry registry, String provider) {
        this.registry = registry;
        this.provider = provider;
    }

    /**
     * A call is over.
     *
     * @param answered whether it gave an answer
     */
    void used(String model, CallCost cost, boolean answered) {
        Tags tags = Tags.of("provider", provider, "model", model);
        counter("waybill.ai.calls", "Calls of models", tags.and("result", answered ? "answered" : "failed"))
                .increment();
        counter("waybill.ai.tokens", "Tokens sent", tags.and("kind", "input")).increment(cost.inputTokens());
        counter("waybill.ai.tokens", "Tokens that came back", tags.and("kind", "output"))
                .increment(cost.outputTokens());
        BigDecimal usd = cost.usd();
        counter("waybill.ai.cost.usd", "What calls cost, of models that have a price", tags)
                .increment(usd == null ? 0 : usd.doubleValue());
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }
}
