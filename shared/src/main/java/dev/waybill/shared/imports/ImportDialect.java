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
    /** One product a row, columns by their usual names. */
    @JsonProperty("plain")
    PLAIN
}
