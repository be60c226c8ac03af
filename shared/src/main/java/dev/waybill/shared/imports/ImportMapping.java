package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.waybill.shared.job.JobJson;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a source, by its name in the header or its path, says what of a record. Upper and lower case, blanks,
 * hyphens and underscores make no difference. {@link ImportField#of} tells which fields a target has.
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
        @Nullable @Size(min = 1, max = 255) String option3Value,
        @Nullable @Size(min = 1, max = 255) String address,
        @Nullable @Size(min = 1, max = 255) String city,
        @Nullable @Size(min = 1, max = 255) String state,
        @Nullable @Size(min = 1, max = 255) String zip,
        @Nullable @Size(min = 1, max = 255) String country,
        @Nullable @Size(min = 1, max = 255) String phone,
        @Nullable @Size(min = 1, max = 255) String website,
        @Nullable @Size(min = 1, max = 255) String lat,
        @Nullable @Size(min = 1, max = 255) String lng,
        @Nullable @Size(min = 1, max = 255) String hours) {

    /** Every field from where its dialect has it. */
    public static final ImportMapping NONE = of(Map.of());

    /** These fields from these columns. */
    public static ImportMapping of(Map<ImportField, String> columns) {
        Map<String, String> members = new HashMap<>();
        columns.forEach((field, column) -> members.put(field.word(), column));
        return JobJson.MAPPER.convertValue(members, ImportMapping.class);
    }

    /** The columns that are named here. */
    public Map<ImportField, String> columns() {
        Map<ImportField, String> columns = new EnumMap<>(ImportField.class);
        JobJson.MAPPER
                .convertValue(this, new TypeReference<Map<String, String>>() {})
                .forEach((member, column) -> columns.put(ImportField.valueOf(member.toUpperCase(Locale.ROOT)), column));
        return columns;
    }
}
