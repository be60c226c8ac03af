package dev.waybill.api.locations;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code waybill.api.ai-location-imports}.
 *
 * @param usualCount locations that are generated when nobody says how many
 * @param mostCount the most that one batch may ask for
 * @param models what a request may name as its model
 * @param maxAnswers the largest {@code source_answers}, as JSON
 * @param usualWait how long an import is waited for before it is answered with 202
 * @param longestWait the longest that {@code Prefer: wait} may ask for
 */
@ConfigurationProperties("waybill.api.ai-location-imports")
record LocationsApiProperties(
        @DefaultValue("10") int usualCount,
        @DefaultValue("100") int mostCount,

        @DefaultValue({"gemini-2.5-flash-lite", "gemini-2.5-flash", "gemini-2.5-pro"})
        Set<String> models,

        @DefaultValue("32KB") DataSize maxAnswers,
        @DefaultValue("25s") Duration usualWait,
        @DefaultValue("60s") Duration longestWait) {

    private static final int MOST = 1_000;

    LocationsApiProperties {
        models = Set.copyOf(models);
        require(mostCount >= 1 && mostCount <= MOST, "most-count must lie in 1.." + MOST);
        require(usualCount >= 1 && usualCount <= mostCount, "usual-count must lie in 1..most-count");
        require(maxAnswers.toBytes() >= 2, "max-answers must leave room for an object");
        require(!longestWait.isNegative(), "longest-wait must not be negative");
        require(
                !usualWait.isNegative() && usualWait.compareTo(longestWait) <= 0,
                "usual-wait must lie between 0 and longest-wait");
    }

    private static void require(boolean right, String sentence) {
        if (!right) {
            throw new IllegalArgumentException("waybill.api.ai-location-imports." + sentence);
        }
    }
}
