package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.Products;
import dev.waybill.worker.source.ReadLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.import}.
 *
 * @param chunkSize rows in one transaction, 1 to 1,000
 * @param maxRows rows of the largest file that is imported; its import keeps about 24 bytes of memory for each
 * @param maxFieldLength characters of the longest field of a row
 * @param maxRowLength characters of the longest row
 */
@ConfigurationProperties("waybill.import")
record ImportProperties(
        @DefaultValue("1000") int chunkSize,
        @DefaultValue("1000000") int maxRows,
        @DefaultValue("1048576") int maxFieldLength,
        @DefaultValue("4194304") int maxRowLength) {

    private static final int MOST_COLUMNS = 2_000;

    ImportProperties {
        requireWithin("chunk-size", chunkSize, 1, Products.LARGEST_UPSERT);
        requireWithin("max-rows", maxRows, 1, 100_000_000);
        requireWithin("max-field-length", maxFieldLength, 1, 1 << 24);
        requireWithin("max-row-length", maxRowLength, maxFieldLength, 1 << 26);
    }

    ReadLimits limits() {
        return new ReadLimits(maxFieldLength, maxRowLength, MOST_COLUMNS, maxRows);
    }

    private static void requireWithin(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "waybill.import.%s must lie in %d..%d, not %d".formatted(key, least, most, value));
        }
    }
}
