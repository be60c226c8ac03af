package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a column of a file can be mapped to. */
public enum ImportField {
    @JsonProperty("sku")
    SKU,
    @JsonProperty("handle")
    HANDLE,
    @JsonProperty("name")
    NAME,
    @JsonProperty("description")
    DESCRIPTION,
    /** The regular price. */
    @JsonProperty("price")
    PRICE,
    /** The price while on sale; the regular one is then what it is compared with. */
    @JsonProperty("sale_price")
    SALE_PRICE,
    @JsonProperty("compare_at_price")
    COMPARE_AT_PRICE,
    @JsonProperty("currency")
    CURRENCY,
    @JsonProperty("stock")
    STOCK,
    @JsonProperty("vendor")
    VENDOR,
    @JsonProperty("categories")
    CATEGORIES,
    @JsonProperty("tags")
    TAGS,
    @JsonProperty("image_urls")
    IMAGE_URLS,
    @JsonProperty("parent_sku")
    PARENT_SKU,
    @JsonProperty("source_id")
    SOURCE_ID,
    @JsonProperty("option1_name")
    OPTION1_NAME,
    @JsonProperty("option1_value")
    OPTION1_VALUE,
    @JsonProperty("option2_name")
    OPTION2_NAME,
    @JsonProperty("option2_value")
    OPTION2_VALUE,
    @JsonProperty("option3_name")
    OPTION3_NAME,
    @JsonProperty("option3_value")
    OPTION3_VALUE
}
