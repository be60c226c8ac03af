package dev.waybill.worker.source;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about a CSV file.
 *
 * @param delimiter the character between two fields; null to find it out
 * @param charset its encoding, overruled by a byte order mark; null to find it out
 */
public record CsvOptions(
        @Nullable Character delimiter, @Nullable Charset charset) {

    /** Finds out both. */
    public static final CsvOptions DETECT = new CsvOptions(null, null);
}
