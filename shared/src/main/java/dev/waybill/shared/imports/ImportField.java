package dev.waybill.shared.imports;

/** What a column of a file can be taken for; see {@link ImportMapping}. */
public enum ImportField {
    SKU,
    HANDLE,
    NAME,
    DESCRIPTION,
    PRICE,
    SALE_PRICE,
    COMPARE_AT_PRICE,
    CURRENCY,
    STOCK,
    VENDOR,
    CATEGORIES,
    TAGS,
    IMAGE_URLS,
    PARENT_SKU,
    SOURCE_ID,
    OPTION1_NAME,
    OPTION1_VALUE,
    OPTION2_NAME,
    OPTION2_VALUE,
    OPTION3_NAME,
    OPTION3_VALUE
}
