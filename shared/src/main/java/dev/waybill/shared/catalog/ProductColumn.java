package dev.waybill.shared.catalog;

import java.util.Locale;

/** What a source may know of a product. A column that a source does not have is left as it is stored. */
public enum ProductColumn {
    SKU,
    HANDLE,
    NAME,
    DESCRIPTION,
    PRICE,
    COMPARE_AT_PRICE,
    CURRENCY,
    STOCK,
    VENDOR,
    CATEGORIES,
    TAGS,
    IMAGE_URLS,
    ATTRIBUTES,
    OPTIONS,
    PARENT_SKU,
    SOURCE_ID,
    PARENT_SOURCE_ID;

    /** Its name in the table and in JSON. */
    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
