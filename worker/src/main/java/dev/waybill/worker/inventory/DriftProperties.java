package dev.waybill.worker.inventory;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code waybill.drift}.
 *
 * @param chunkSize subjects that differ, in one transaction, 1 to 5,000
 * @param chunkContent what their contents have together, 64 KB to 64 MB
 * @param maxDifferences values in the evidence of one finding, 1 to 1,000
 * @param maxValueLength characters of a value in the evidence, 20 to 100,000
 * @param secretNames a member whose name holds one of these, whatever its case, spaces, dots, dashes and underscores, is
 *     masked in evidence
 * @param defaults what goes for subject types that have no rules of their own, and where these say nothing
 * @param subjects rules by subject type
 */
@ConfigurationProperties("waybill.drift")
record DriftProperties(
        @DefaultValue("500") int chunkSize,
        @DefaultValue("4MB") DataSize chunkContent,
        @DefaultValue("50") int maxDifferences,
        @DefaultValue("1000") int maxValueLength,

        @DefaultValue({
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "privatekey",
            "credential",
            "authorization",
            "connectionstring"
        })
        List<String> secretNames,

        @DefaultValue Rules defaults,
        @DefaultValue Map<String, Rules> subjects) {

    private static final String POINTER = "(/([^~/]|~[01])*)+";

    /**
     * What goes for the subjects of a type. Paths are RFC 6901 pointers, and mean all that is below; a step {@code *} stands
     * for any. Null leaves it to the defaults.
     *
     * @param evidenceFields whose values findings may show; by default {@code /*}, everything
     * @param ignoredPaths what may differ
     * @param numericTolerance numbers that differ by no more are the same; by default 0
     * @param unorderedArrays arrays whose order means nothing: a path, or {@code path=key} with the member by which objects
     *     are told apart
     */
    record Rules(
            @Nullable List<String> evidenceFields,
            @Nullable List<String> ignoredPaths,
            @Nullable BigDecimal numericTolerance,
            @Nullable List<String> unorderedArrays) {

        Rules {
            requirePaths("evidence-fields", evidenceFields, "");
            requirePaths("ignored-paths", ignoredPaths, "");
            requirePaths("unordered-arrays", unorderedArrays, "(=.+)?");
            if (numericTolerance != null && numericTolerance.signum() < 0) {
                throw new IllegalArgumentException("waybill.drift numeric-tolerance must not be negative");
            }
        }

        private static void requirePaths(String key, @Nullable List<String> paths, String more) {
            if (paths != null) {
                paths.stream()
                        .filter(path -> !path.matches(POINTER + more))
                        .findFirst()
                        .ifPresent(path -> {
                            throw new IllegalArgumentException(
                                    "waybill.drift %s must hold JSON pointers like /price, not %s"
                                            .formatted(key, path));
                        });
            }
        }
    }

    DriftProperties {
        secretNames = List.copyOf(secretNames);
        subjects = Map.copyOf(subjects);
        requireWithin("chunk-size", chunkSize, 1, 5_000);
        requireWithin("chunk-content", chunkContent.toBytes(), 64 << 10, 64 << 20);
        requireWithin("max-differences", maxDifferences, 1, 1_000);
        requireWithin("max-value-length", maxValueLength, 20, 100_000);
        if (secretNames.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("waybill.drift.secret-names must hold no blank name");
        }
    }

    private static void requireWithin(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "waybill.drift.%s must lie in %d..%d, not %d".formatted(key, least, most, value));
        }
    }
}
