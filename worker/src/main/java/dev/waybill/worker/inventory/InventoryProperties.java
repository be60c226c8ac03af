package dev.waybill.worker.inventory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code waybill.inventory}.
 *
 * @param chunkSize subjects in one transaction, 1 to 5,000
 * @param maxSubjects subjects of the largest run
 * @param maxSubjectSize of one record or line, 1 KB to 4 MB
 */
@ConfigurationProperties("waybill.inventory")
record InventoryProperties(
        @DefaultValue("1000") int chunkSize,
        @DefaultValue("10000000") long maxSubjects,
        @DefaultValue("256KB") DataSize maxSubjectSize) {

    InventoryProperties {
        requireWithin("chunk-size", chunkSize, 1, 5_000);
        requireWithin("max-subjects", maxSubjects, 1, 1_000_000_000);
        requireWithin("max-subject-size", maxSubjectSize.toBytes(), 1 << 10, 4 << 20);
    }

    int maxSubjectBytes() {
        return Math.toIntExact(maxSubjectSize.toBytes());
    }

    private static void requireWithin(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "waybill.inventory.%s must lie in %d..%d, not %d".formatted(key, least, most, value));
        }
    }
}
