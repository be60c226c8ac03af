package dev.waybill.shared.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code waybill.files}.
 *
 * @param maxSize the largest file that is stored
 * @param directory where new files are kept instead of in PostgreSQL: a disk that all nodes share; null for PostgreSQL
 */
@ConfigurationProperties("waybill.files")
public record FilesProperties(
        @DefaultValue("200MB") DataSize maxSize, @Nullable Path directory) {

    public FilesProperties {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("waybill.files.max-size must be at least 1 byte, not " + maxSize);
        }
    }
}
