package dev.waybill.api.bulk;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code waybill.api.bulk}.
 *
 * @param maxLines submissions of one call, 1 to 100,000
 * @param maxBodySize of all of them together, at most 256MB
 */
@ConfigurationProperties("waybill.api.bulk")
record BulkApiProperties(
        @DefaultValue("10000") int maxLines,
        @DefaultValue("16MB") DataSize maxBodySize) {

    private static final int MOST_LINES = 100_000;
    private static final DataSize LARGEST = DataSize.ofMegabytes(256);

    BulkApiProperties {
        if (maxLines < 1 || maxLines > MOST_LINES) {
            throw new IllegalArgumentException(
                    "waybill.api.bulk.max-lines must be 1 to %d, is %d".formatted(MOST_LINES, maxLines));
        }
        if (maxBodySize.toBytes() < 1 || maxBodySize.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("waybill.api.bulk.max-body-size must be 1B to 256MB, is " + maxBodySize);
        }
    }
}
