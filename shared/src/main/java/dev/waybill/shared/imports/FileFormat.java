package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Formats of files that can be imported; each is a subtype of its own as well. */
public enum FileFormat {
    @JsonProperty("csv")
    CSV,
    @JsonProperty("xml")
    XML,
    @JsonProperty("excel")
    EXCEL;

    /** Its name in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
