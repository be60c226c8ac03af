package dev.waybill.shared.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings under {@code waybill.usage}.
 *
 * @param monthBudget USD that the calls of a workspace may cost in a month, unless it has a budget of its own; none when it
 *     is left out
 */
@ConfigurationProperties("waybill.usage")
public record UsageProperties(@Nullable BigDecimal monthBudget) {

    public UsageProperties {
        if (monthBudget != null && monthBudget.signum() < 0) {
            throw new IllegalArgumentException("waybill.usage.month-budget must not be negative, is " + monthBudget);
        }
    }
}
