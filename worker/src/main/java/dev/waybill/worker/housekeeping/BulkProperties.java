package dev.waybill.worker.housekeeping;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.bulk}.
 *
 * @param chunkSize processes that a bulk action changes in one transaction, 1 to 1,000
 */
@ConfigurationProperties("waybill.bulk")
record BulkProperties(@DefaultValue("100") int chunkSize) {

    private static final int LARGEST = 1_000;

    BulkProperties {
        if (chunkSize < 1 || chunkSize > LARGEST) {
            throw new IllegalArgumentException(
                    "waybill.bulk.chunk-size must be 1 to %d, is %d".formatted(LARGEST, chunkSize));
        }
    }
}
