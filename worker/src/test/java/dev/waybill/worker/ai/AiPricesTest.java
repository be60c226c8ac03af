package dev.waybill.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class AiPricesTest {

    private static final Usage USAGE = new Usage(1_234, 567, 1_801, 100, 66, List.of());

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void inputIsPromptAndToolsOutputIsCandidatesAndThoughts() {
        // 1300 * 0.10 + 667 * 0.40 = 396.8 millionths
        assertThat(prices(Map.of()).cost("gemini-2.5-flash-lite", USAGE)).contains(new BigDecimal("0.00039680"));
    }

    @Test
    void aConfiguredPriceGoesBeforeTheBuiltInOne() {
        AiProperties.Price price = new AiProperties.Price(BigDecimal.ONE, BigDecimal.TWO);
        assertThat(prices(Map.of("gemini-2.5-flash-lite", price)).cost("gemini-2.5-flash-lite", USAGE))
                .contains(new BigDecimal("0.00263400"));
    }

    @Test
    void aVariableOfTheModelGoesBeforeBoth() {
        environment.setProperty("GEMINI_2_5_FLASH_LITE_INPUT_PER_MILLION", "10");
        environment.setProperty("GEMINI_2_5_FLASH_LITE_OUTPUT_PER_MILLION", "0");
        assertThat(prices(Map.of()).cost("gemini-2.5-flash-lite", USAGE)).contains(new BigDecimal("0.01300000"));
    }

    @Test
    void aModelWithoutPriceHasNoCost() {
        assertThat(prices(Map.of()).cost("gemini-99", USAGE)).isEmpty();
    }

    @Test
    void aVariableThatIsNoPriceStopsTheStart() {
        environment.setProperty("GEMINI_2_5_PRO_OUTPUT_PER_MILLION", "ten");
        assertThatThrownBy(() -> prices(Map.of()))
                .hasMessageContaining("GEMINI_2_5_PRO_OUTPUT_PER_MILLION must be USD for a million tokens");
        environment.setProperty("GEMINI_2_5_PRO_OUTPUT_PER_MILLION", "-1");
        assertThatThrownBy(() -> prices(Map.of())).hasMessageContaining("must not be negative");
    }

    private AiPrices prices(Map<String, AiProperties.Price> configured) {
        return new AiPrices(configured, environment);
    }
}
