package dev.waybill.worker.imports;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a row says, before it is checked. */
sealed interface Meaning {

    Row row();

    /**
     * A product. Its plain fields are read from the row by its columns; these are the ones that each dialect writes in its
     * own way.
     *
     * @param row with what it inherits from other rows
     * @param attributes besides the columns that mean nothing in particular
     * @param options name to value, in order
     * @param stock what is known of it when its column says nothing
     * @param parentSourceId set when the parent is named by its id instead of its SKU
     */
    record Product(
            Row row,
            List<String> categories,
            List<String> tags,
            List<String> imageUrls,
            Map<String, Object> attributes,
            Map<String, String> options,
            @Nullable String parentSku,
            @Nullable String parentSourceId,
            @Nullable Integer stock)
            implements Meaning {

        /** Whose stock is what its column says. */
        Product(
                Row row,
                List<String> categories,
                List<String> tags,
                List<String> imageUrls,
                Map<String, Object> attributes,
                Map<String, String> options,
                @Nullable String parentSku,
                @Nullable String parentSourceId) {
            this(row, categories, tags, imageUrls, attributes, options, parentSku, parentSourceId, null);
        }
    }

    /** No product of its own: what it says went into the products around it. */
    record Merged(Row row, String code, String message) implements Meaning {}
}
