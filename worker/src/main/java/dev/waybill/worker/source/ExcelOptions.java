package dev.waybill.worker.source;

import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about a workbook.
 *
 * @param sheet the name of the sheet, whatever its case, or its number from 1 in the order of the tabs; null for the
 *     first visible one that holds something
 */
public record ExcelOptions(@Nullable String sheet) {

    /** The first visible sheet that holds something. */
    public static final ExcelOptions DETECT = new ExcelOptions(null);
}
