package dev.waybill.shared.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product as a source describes it.
 *
 * @param identity what makes it the same as a stored one
 * @param sourceRow its row in the source, as a spreadsheet counts them
 * @param price what a buyer pays; not negative, at most four decimals
 * @param compareAtPrice what it cost before; null when it is not on sale
 * @param currency ISO 4217
 * @param categories paths such as {@code Clothing > Hoodies}
 * @param attributes what else the source says, by the source's own names; values are texts or lists of texts
 * @param options what tells a variant from its siblings: name to value
 * @param parentSku SKU of the product that this one is a variation of
 * @param sourceId its id in the system it comes from
 * @param parentSourceId the parent's id there, when the source names the parent that way
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ProductDraft(
        @JsonIgnore ProductIdentity identity,
        @JsonIgnore long sourceRow,
        @Nullable String sku,
        @Nullable String handle,
        String name,
        @Nullable String description,
        @Nullable BigDecimal price,
        @Nullable BigDecimal compareAtPrice,
        @Nullable String currency,
        @Nullable Integer stock,
        @Nullable String vendor,
        List<String> categories,
        List<String> tags,
        List<String> imageUrls,
        Map<String, Object> attributes,
        Map<String, Object> options,
        @Nullable String parentSku,
        @Nullable String sourceId,
        @Nullable String parentSourceId) {
    public ProductDraft {
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
        imageUrls = List.copyOf(imageUrls);
        attributes = Map.copyOf(attributes);
        options = Map.copyOf(options);
    }

    /** The same product with its price in that currency. */
    public ProductDraft withCurrency(String newCurrency) {
        return new ProductDraft(
                identity,
                sourceRow,
                sku,
                handle,
                name,
                description,
                price,
                compareAtPrice,
                newCurrency,
                stock,
                vendor,
                categories,
                tags,
                imageUrls,
                attributes,
                options,
                parentSku,
                sourceId,
                parentSourceId);
    }
}
