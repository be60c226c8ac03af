package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What the records of an import become. */
public enum ImportTarget {
    /** The catalogue of the workspace. */
    @JsonProperty("products")
    PRODUCTS,
    /** Its locations. */
    @JsonProperty("locations")
    LOCATIONS;

    /** Its name in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
