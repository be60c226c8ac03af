package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Formats of files that can be imported. */
public enum FileFormat {
    @JsonProperty("csv")
    CSV,
    @JsonProperty("xml")
    XML,
    @JsonProperty("excel")
    EXCEL,
    /** Only of what is fetched. */
    @JsonProperty("json")
    JSON
}
