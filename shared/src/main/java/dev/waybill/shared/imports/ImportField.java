package dev.waybill.shared.imports;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a column of a source can be taken for; see {@link ImportMapping}. */
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
    OPTION3_VALUE,
    ADDRESS,
    CITY,
    STATE,
    ZIP,
    COUNTRY,
    PHONE,
    WEBSITE,
    LAT,
    LNG,
    HOURS;

    private static final Set<ImportField> OF_BOTH = EnumSet.of(NAME, CATEGORIES, TAGS, SOURCE_ID);

    private static final Set<ImportField> OF_LOCATIONS = EnumSet.range(ADDRESS, HOURS);

    /** Whether records of that target have it. */
    public boolean of(ImportTarget target) {
        return OF_BOTH.contains(this) || OF_LOCATIONS.contains(this) == (target == ImportTarget.LOCATIONS);
    }

    /** Its name in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
