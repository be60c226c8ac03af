package dev.waybill.worker.ai;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * What calls cost, by model. A price comes from the variables {@code <MODEL>_INPUT_PER_MILLION} and
 * {@code <MODEL>_OUTPUT_PER_MILLION} (the model in capitals, everything else an underscore), or else from
 * {@code waybill.ai.prices}, or else from the list of the vendor's prices below.
 */
public final class AiPrices {

    /** https://ai.google.dev/gemini-api/docs/pricing, paid tier, text, the smaller prompts of gemini-2.5-pro. */
    private static final Map<String, AiProperties.Price> KNOWN = Map.of(
            "gemini-2.5-flash-lite", price("0.10", "0.40"),
            "gemini-2.5-flash", price("0.30", "2.50"),
            "gemini-2.5-pro", price("1.25", "10.00"));

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final int DECIMALS = 8;

    private final Map<String, AiProperties.Price> prices;
    private final PropertyResolver variables;

    /** @throws IllegalArgumentException if a variable for one of the known models is not a price */
    AiPrices(Map<String, AiProperties.Price> configured, PropertyResolver variables) {
        this.prices = new HashMap<>(KNOWN);
        this.prices.putAll(configured);
        this.variables = variables;
        this.prices.keySet().forEach(this::of);
    }

    /**
     * What the tokens cost, in USD with eight decimals: input by the prompt and the tools' tokens, output by candidates and
     * thoughts. Cached input is counted at the full price.
     *
     * @return empty when no price is known for the model
     */
    public Optional<BigDecimal> cost(String model, Usage usage) {
        return cost(
                model,
                usage.promptTokenCount() + usage.toolUsePromptTokenCount(),
                usage.candidatesTokenCount() + usage.thoughtsTokenCount());
    }

    /** The same for tokens that are only expected. */
    public Optional<BigDecimal> cost(String model, long inputTokens, long outputTokens) {
        return of(model)
                .map(price -> price.inputPerMillion()
                        .multiply(BigDecimal.valueOf(inputTokens))
                        .add(price.outputPerMillion().multiply(BigDecimal.valueOf(outputTokens)))
                        .divide(MILLION, DECIMALS, RoundingMode.HALF_UP));
    }

    private Optional<AiProperties.Price> of(String model) {
        AiProperties.Price listed = prices.get(model);
        BigDecimal input = variable(model, "_INPUT_PER_MILLION", listed == null ? null : listed.inputPerMillion());
        BigDecimal output = variable(model, "_OUTPUT_PER_MILLION", listed == null ? null : listed.outputPerMillion());
        return input == null || output == null ? Optional.empty() : Optional.of(new AiProperties.Price(input, output));
    }

    private @Nullable BigDecimal variable(String model, String suffix, @Nullable BigDecimal otherwise) {
        String name = model.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + suffix;
        String value = variables.getProperty(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            BigDecimal price = new BigDecimal(value.strip());
            if (price.signum() >= 0) {
                return price;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + " must be USD for a million tokens, not " + value, notANumber);
        }
        throw new IllegalArgumentException(name + " must not be negative, is " + value);
    }

    private static AiProperties.Price price(String input, String output) {
        return new AiProperties.Price(new BigDecimal(input), new BigDecimal(output));
    }
}
