package dev.waybill.shared.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class UsagePropertiesTest {

    @Test
    void hasNoBudgetUnlessThereIsOne() {
        assertThat(bind(Map.of()).monthBudget()).isNull();
        assertThat(bind(Map.of("waybill.usage.month-budget", "12.5")).monthBudget())
                .isEqualTo(new BigDecimal("12.5"));
    }

    @Test
    void namesTheKeyThatIsWrong() {
        assertThatThrownBy(() -> bind(Map.of("waybill.usage.month-budget", "-1")))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("waybill.usage.month-budget");
    }

    private static UsageProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.usage", UsageProperties.class);
    }
}
