package dev.waybill.worker.reviewpack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a worker reads under {@code waybill.review-pack}.
 *
 * @param expiresAfter how long a pack can be downloaded
 * @param evidenceLimit findings of a type whose evidence the report shows, unless the pack says otherwise, 0 to 200
 * @param mostEvidence findings that a report shows in all, 0 to 1,000: the report is laid out in memory
 * @param mostOperations operations that a report shows, 0 to 1,000
 * @param fonts TrueType files for scripts that our own fonts lack, tried in this order
 */
@ConfigurationProperties("waybill.review-pack")
record ReviewPackProperties(
        @DefaultValue("30d") Duration expiresAfter,
        @DefaultValue("20") int evidenceLimit,
        @DefaultValue("500") int mostEvidence,
        @DefaultValue("200") int mostOperations,
        @DefaultValue List<Path> fonts) {

    private static final int MOST_IN_A_TYPE = 200;
    private static final int MOST_IN_A_REPORT = 1_000;

    ReviewPackProperties {
        require(expiresAfter.isPositive(), "expires-after must be longer than nothing");
        require(evidenceLimit >= 0 && evidenceLimit <= MOST_IN_A_TYPE, "evidence-limit must lie in 0..200");
        require(mostEvidence >= 0 && mostEvidence <= MOST_IN_A_REPORT, "most-evidence must lie in 0..1000");
        require(mostOperations >= 0 && mostOperations <= MOST_IN_A_REPORT, "most-operations must lie in 0..1000");
        fonts = List.copyOf(fonts);
        for (Path font : fonts) {
            require(Files.isReadable(font), "fonts: " + font + " cannot be read");
        }
    }

    private static void require(boolean right, String sentence) {
        if (!right) {
            throw new IllegalArgumentException("waybill.review-pack." + sentence);
        }
    }
}
