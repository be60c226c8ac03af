package dev.waybill.shared.catalog;

import java.util.List;

/**
 * What makes two rows the same product of a workspace: the SKU, else the handle with the option values, else the id in the
 * system it comes from.
 *
 * @param key at most {@value #LONGEST} characters; says which of the three it is
 */
public record ProductIdentity(String key) {

    /** The longest key, in characters. */
    public static final int LONGEST = 640;

    public static ProductIdentity ofSku(String sku) {
        return new ProductIdentity("sku:" + sku);
    }

    /** @param options in the order of the option names; none for a product without variants */
    public static ProductIdentity ofHandle(String handle, List<String> options) {
        StringBuilder key = new StringBuilder("handle:").append(escaped(handle));
        options.forEach(option -> key.append('|').append(escaped(option)));
        return new ProductIdentity(key.toString());
    }

    public static ProductIdentity ofSourceId(String sourceId) {
        return new ProductIdentity("id:" + sourceId);
    }

    /** The key without the word that says which kind it is: what people call the product. */
    public String label() {
        return key.substring(key.indexOf(':') + 1);
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\").replace("|", "\\|");
    }
}
