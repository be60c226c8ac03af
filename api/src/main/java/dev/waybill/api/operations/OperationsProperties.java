package dev.waybill.api.operations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.api.operations}.
 *
 * @param mostCounted at this number the operations of a status bucket are not counted any further; 1 to 100,000
 */
@ConfigurationProperties("waybill.api.operations")
record OperationsProperties(@DefaultValue("1000") int mostCounted) {

    private static final int MOST = 100_000;

    OperationsProperties {
        if (mostCounted < 1 || mostCounted > MOST) {
            throw new IllegalArgumentException(
                    "waybill.api.operations.most-counted must lie in 1..%d, not %d".formatted(MOST, mostCounted));
        }
    }
}
