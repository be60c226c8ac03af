package dev.waybill.worker.locations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.locations.apply}.
 *
 * @param chunkSize approved items that become locations in one transaction, 1 to 500
 */
@ConfigurationProperties("waybill.locations.apply")
record ApplyProperties(@DefaultValue("50") int chunkSize) {

    private static final int LARGEST_CHUNK = 500;

    ApplyProperties {
        if (chunkSize < 1 || chunkSize > LARGEST_CHUNK) {
            throw new IllegalArgumentException(
                    "waybill.locations.apply.chunk-size must lie in 1..%d, not %d".formatted(LARGEST_CHUNK, chunkSize));
        }
    }
}
