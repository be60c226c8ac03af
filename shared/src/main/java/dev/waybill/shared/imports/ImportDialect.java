package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who wrote a file, which decides what its columns mean. */
public enum ImportDialect {
    /** Found out from the header. */
    @JsonProperty("auto")
    AUTO,
    /** The product export of WooCommerce. */
    @JsonProperty("woocommerce")
    WOOCOMMERCE,
    /** The product export of Shopify. */
    @JsonProperty("shopify")
    SHOPIFY,
    /** A product feed for Google Merchant Center: RSS, Atom, or a table with its column names. */
    @JsonProperty("google")
    GOOGLE,
    /** The export of WordPress (WXR) with the products of WooCommerce. */
    @JsonProperty("wordpress")
    WORDPRESS,
    /** One record a row, columns by their usual names. */
    @JsonProperty("plain")
    PLAIN
}
