package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file, by its name in the header, says what of a product. Upper and lower case, blanks, hyphens and
 * underscores make no difference.
 *
 * @param price the regular price
 * @param salePrice the price while on sale; the regular one is then what it is compared with
 * @param compareAtPrice what it cost before
 * @param sourceId its id in the system that wrote the file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportMapping(
        @Nullable @Size(min = 1, max = 255) String sku,
        @Nullable @Size(min = 1, max = 255) String handle,
        @Nullable @Size(min = 1, max = 255) String name,
        @Nullable @Size(min = 1, max = 255) String description,
        @Nullable @Size(min = 1, max = 255) String price,
        @Nullable @Size(min = 1, max = 255) String salePrice,
        @Nullable @Size(min = 1, max = 255) String compareAtPrice,
        @Nullable @Size(min = 1, max = 255) String currency,
        @Nullable @Size(min = 1, max = 255) String stock,
        @Nullable @Size(min = 1, max = 255) String vendor,
        @Nullable @Size(min = 1, max = 255) String categories,
        @Nullable @Size(min = 1, max = 255) String tags,
        @Nullable @Size(min = 1, max = 255) String imageUrls,
        @Nullable @Size(min = 1, max = 255) String parentSku,
        @Nullable @Size(min = 1, max = 255) String sourceId,
        @Nullable @Size(min = 1, max = 255) String option1Name,
        @Nullable @Size(min = 1, max = 255) String option1Value,
        @Nullable @Size(min = 1, max = 255) String option2Name,
        @Nullable @Size(min = 1, max = 255) String option2Value,
        @Nullable @Size(min = 1, max = 255) String option3Name,
        @Nullable @Size(min = 1, max = 255) String option3Value) {

    /** Every field from where its dialect has it. */
    public static final ImportMapping NONE = of(Map.of());

    /** These fields from these columns. */
    public static ImportMapping of(Map<ImportField, String> columns) {
        return new ImportMapping(
                columns.get(ImportField.SKU),
                columns.get(ImportField.HANDLE),
                columns.get(ImportField.NAME),
                columns.get(ImportField.DESCRIPTION),
                columns.get(ImportField.PRICE),
                columns.get(ImportField.SALE_PRICE),
                columns.get(ImportField.COMPARE_AT_PRICE),
                columns.get(ImportField.CURRENCY),
                columns.get(ImportField.STOCK),
                columns.get(ImportField.VENDOR),
                columns.get(ImportField.CATEGORIES),
                columns.get(ImportField.TAGS),
                columns.get(ImportField.IMAGE_URLS),
                columns.get(ImportField.PARENT_SKU),
                columns.get(ImportField.SOURCE_ID),
                columns.get(ImportField.OPTION1_NAME),
                columns.get(ImportField.OPTION1_VALUE),
                columns.get(ImportField.OPTION2_NAME),
                columns.get(ImportField.OPTION2_VALUE),
                columns.get(ImportField.OPTION3_NAME),
                columns.get(ImportField.OPTION3_VALUE));
    }

    /** The columns that are named here. */
    public Map<ImportField, String> columns() {
        Map<ImportField, String> columns = new EnumMap<>(ImportField.class);
        put(columns, ImportField.SKU, sku);
        put(columns, ImportField.HANDLE, handle);
        put(columns, ImportField.NAME, name);
        put(columns, ImportField.DESCRIPTION, description);
        put(columns, ImportField.PRICE, price);
        put(columns, ImportField.SALE_PRICE, salePrice);
        put(columns, ImportField.COMPARE_AT_PRICE, compareAtPrice);
        put(columns, ImportField.CURRENCY, currency);
        put(columns, ImportField.STOCK, stock);
        put(columns, ImportField.VENDOR, vendor);
        put(columns, ImportField.CATEGORIES, categories);
        put(columns, ImportField.TAGS, tags);
        put(columns, ImportField.IMAGE_URLS, imageUrls);
        put(columns, ImportField.PARENT_SKU, parentSku);
        put(columns, ImportField.SOURCE_ID, sourceId);
        put(columns, ImportField.OPTION1_NAME, option1Name);
        put(columns, ImportField.OPTION1_VALUE, option1Value);
        put(columns, ImportField.OPTION2_NAME, option2Name);
        put(columns, ImportField.OPTION2_VALUE, option2Value);
        put(columns, ImportField.OPTION3_NAME, option3Name);
        put(columns, ImportField.OPTION3_VALUE, option3Value);
        return columns;
    }

    private static void put(Map<ImportField, String> columns, ImportField field, @Nullable String column) {
        if (column != null) {
            columns.put(field, column);
        }
    }
}
