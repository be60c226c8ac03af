package dev.waybill.worker.source;

import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about a JSON document.
 *
 * @param records JSON pointer (RFC 6901) to the array of records, or to an object whose members are the records; null or
 *     empty when the document is that array, or one record after the other (JSON Lines)
 */
public record JsonOptions(@Nullable String records) {

    /** The document is the array, or JSON Lines. */
    public static final JsonOptions ROOT = new JsonOptions(null);
}
