package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of suggestions. */
public enum EnrichmentMode {
    /** A person decides about each before anything is written. */
    @JsonProperty("review")
    REVIEW,
    /** They are written at once. */
    @JsonProperty("apply")
    APPLY
}
