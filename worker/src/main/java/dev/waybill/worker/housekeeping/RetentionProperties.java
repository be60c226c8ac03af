package dev.waybill.worker.housekeeping;

import dev.waybill.shared.process.ExpiredProcesses;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.retention}.
 *
 * @param age how long a process is kept after it has ended
 * @param types the same for single types, by name ({@code import}) or label ({@code import/csv})
 * @param batchSize processes that are removed in one transaction, 1 to 10,000
 * @param pause between two of them
 * @param archive whether processes are written to a file first
 * @param unusedFilesAfter how old a file is that is removed when nothing refers to it
 * @param pagesAfter how long pages of a remote API are kept after their import ended without a failed record
 */
@ConfigurationProperties("waybill.retention")
record RetentionProperties(
        @DefaultValue("90d") Duration age,
        @Nullable Map<String, Duration> types,
        @DefaultValue("500") int batchSize,
        @DefaultValue("50ms") Duration pause,
        @DefaultValue("false") boolean archive,
        @DefaultValue("1d") Duration unusedFilesAfter,
        @DefaultValue("1d") Duration pagesAfter) {

    private static final int LARGEST_BATCH = 10_000;

    RetentionProperties {
        requirePositive("age", age);
        if (types != null) {
            types.forEach((type, value) -> requirePositive("types." + type, value));
            types = Map.copyOf(types);
        }
        if (batchSize < 1 || batchSize > LARGEST_BATCH) {
            throw new IllegalArgumentException(
                    "waybill.retention.batch-size must be 1 to %d, is %d".formatted(LARGEST_BATCH, batchSize));
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException("waybill.retention.pause must not be negative, is " + pause);
        }
        requirePositive("unused-files-after", unusedFilesAfter);
        requirePositive("pages-after", pagesAfter);
    }

    ExpiredProcesses.Ages ages() {
        return new ExpiredProcesses.Ages(age, types == null ? Map.of() : types);
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "waybill.retention.%s must be longer than nothing, is %s".formatted(key, value));
        }
    }
}
