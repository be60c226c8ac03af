package dev.waybill.worker.locations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.locations.generate}.
 *
 * @param portionSize locations in one call of the model, 1 to 100
 * @param maxOutputTokens where the model's output is cut, 256 to 65,536; a location takes 150 to 250
 * @param temperature 0 to 2
 * @param callTimeout how long one call may take, 1 s to 10 min
 */
@ConfigurationProperties("waybill.locations.generate")
record GenerateProperties(
        @DefaultValue("20") int portionSize,
        @DefaultValue("8192") int maxOutputTokens,
        @DefaultValue("0.7") double temperature,
        @DefaultValue("2m") Duration callTimeout) {

    GenerateProperties {
        require("portion-size", portionSize >= 1 && portionSize <= 100, "1..100", portionSize);
        require(
                "max-output-tokens",
                maxOutputTokens >= 256 && maxOutputTokens <= 65_536,
                "256..65536",
                maxOutputTokens);
        require("temperature", temperature >= 0 && temperature <= 2, "0..2", temperature);
        require(
                "call-timeout",
                callTimeout.toMillis() >= 1_000 && callTimeout.toMinutes() < 10,
                "1s..10m",
                callTimeout);
    }

    private static void require(String key, boolean within, String range, Object value) {
        if (!within) {
            throw new IllegalArgumentException(
                    "waybill.locations.generate.%s must lie in %s, not %s".formatted(key, range, value));
        }
    }
}
