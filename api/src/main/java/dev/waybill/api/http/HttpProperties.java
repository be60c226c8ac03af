package dev.waybill.api.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code waybill.api} of what all routes share.
 *
 * @param maxBodySize the largest JSON body that is read; files have a limit of their own
 * @param requireIfMatch whether a change of what has an entity tag must be conditional
 */
@ConfigurationProperties("waybill.api")
public record HttpProperties(
        @DefaultValue("1MB") DataSize maxBodySize,
        @DefaultValue("false") boolean requireIfMatch) {

    private static final DataSize LARGEST = DataSize.ofMegabytes(64);

    public HttpProperties {
        if (maxBodySize.toBytes() < 1 || maxBodySize.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("waybill.api.max-body-size must be from 1B to 64MB: " + maxBodySize);
        }
    }
}
