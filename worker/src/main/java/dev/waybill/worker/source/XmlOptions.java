package dev.waybill.worker.source;

import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about an XML file.
 *
 * @param recordPath the element that is a record: its path from the root, for example {@code /catalog/product}, or its
 *     last part alone, for example {@code product}; null to find it out
 */
public record XmlOptions(@Nullable String recordPath) {

    /** Finds it out. */
    public static final XmlOptions DETECT = new XmlOptions(null);
}
