package dev.waybill.worker.enrichment;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.enrichment}.
 *
 * @param portionRecords records in one call of the model at the most, 1 to 100
 * @param portionTokens tokens of their content in one call at the most, 500 to 200,000; a record that is larger goes alone
 * @param concurrency calls of one process at the same time, 1 to 32
 * @param maxOutputTokens where the model's output is cut, 256 to 65,536
 * @param temperature 0 to 2
 * @param callTimeout how long one call may take, 1 s to 10 min
 * @param processBudget USD that a process may cost unless its input says another; not negative
 * @param keepAnswers how long an answer is used again for the same content, 0 to 3650 d
 * @param mostRecords the most that one process takes, 1 to 1,000,000
 */
@ConfigurationProperties("waybill.enrichment")
record EnrichProperties(
        @DefaultValue("20") int portionRecords,
        @DefaultValue("6000") int portionTokens,
        @DefaultValue("4") int concurrency,
        @DefaultValue("8192") int maxOutputTokens,
        @DefaultValue("0.3") double temperature,
        @DefaultValue("2m") Duration callTimeout,
        @DefaultValue("10") BigDecimal processBudget,
        @DefaultValue("30d") Duration keepAnswers,
        @DefaultValue("50000") int mostRecords) {

    EnrichProperties {
        require("portion-records", portionRecords >= 1 && portionRecords <= 100, "1..100", portionRecords);
        require("portion-tokens", portionTokens >= 500 && portionTokens <= 200_000, "500..200000", portionTokens);
        require("concurrency", concurrency >= 1 && concurrency <= 32, "1..32", concurrency);
        require(
                "max-output-tokens",
                maxOutputTokens >= 256 && maxOutputTokens <= 65_536,
                "256..65536",
                maxOutputTokens);
        require("temperature", temperature >= 0 && temperature <= 2, "0..2", temperature);
        require(
                "call-timeout",
                callTimeout.toMillis() >= 1_000 && callTimeout.compareTo(Duration.ofMinutes(10)) <= 0,
                "1s..10m",
                callTimeout);
        require("process-budget", processBudget.signum() >= 0, "0..", processBudget);
        require(
                "keep-answers",
                !keepAnswers.isNegative() && keepAnswers.compareTo(Duration.ofDays(3_650)) <= 0,
                "0s..3650d",
                keepAnswers);
        require("most-records", mostRecords >= 1 && mostRecords <= 1_000_000, "1..1000000", mostRecords);
    }

    private static void require(String key, boolean within, String range, Object value) {
        if (!within) {
            throw new IllegalArgumentException(
                    "waybill.enrichment.%s must lie in %s, not %s".formatted(key, range, value));
        }
    }
}
