package dev.waybill.worker.source;

import java.util.Set;

/**
 * What WordPress writes as pairs in its exports (WXR), as fields: a {@code wp:postmeta} with the key {@code _sku} becomes
 * {@code meta:_sku}, a category of the domain {@code product_cat} becomes {@code category:product_cat}.
 */
final class WordPress {

    private static final String POST_TYPE = "wp:post_type";
    private static final Set<String> PRODUCTS = Set.of("product", "product_variation");
    private static final int LONGEST_KEY = 255;

    private final RecordFields fields;
    private String key = "";
    private String domain = "";

    private WordPress(RecordFields fields) {
        this.fields = fields;
    }

    /** The same record with its pairs as fields; as it is when WordPress did not write it. */
    static RecordFields unfold(RecordFields record, ReadLimits limits) {
        if (record.first(POST_TYPE) == null) {
            return record;
        }
        WordPress unfolded = new WordPress(new RecordFields(limits));
        record.all().forEach(unfolded::take);
        if (record.fault() != null) {
            unfolded.fields.fail(record.fault());
        }
        return unfolded.fields;
    }

    /** Whether it is a page, an order or anything else that a shop's whole export holds besides products. */
    static boolean isOther(RecordFields record) {
        String type = record.first(POST_TYPE);
        return type != null && !PRODUCTS.contains(type.strip());
    }

    private void take(RecordFields.Field field) {
        switch (field.name()) {
            case "wp:postmeta/wp:meta_key" -> key = field.value().strip();
            case "wp:postmeta/wp:meta_value" -> add("meta:", key, field.value());
            case "category/@domain" -> domain = field.value().strip();
            case "category/@nicename" -> {
                // the name is there too
            }
            case "category" -> {
                add("category:", domain, field.value());
                domain = "";
            }
            default -> fields.add(field.name(), field.value());
        }
    }

    private void add(String kind, String name, String value) {
        if (!name.isEmpty() && name.length() <= LONGEST_KEY) {
            fields.add(kind + name, value);
        }
    }
}
