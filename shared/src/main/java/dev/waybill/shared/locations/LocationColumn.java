package dev.waybill.shared.locations;

import java.util.Locale;

/** What a source may know of a location. A column that a source does not have is left as it is stored. */
public enum LocationColumn {
    SOURCE_ID,
    NAME,
    ADDRESS,
    CITY,
    STATE,
    ZIP,
    COUNTRY,
    PHONE,
    WEBSITE,
    LAT,
    LNG,
    TAGS,
    CATEGORIES,
    CUSTOM_FIELDS,
    HOURS;

    /** Its name in the table and in JSON. */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
