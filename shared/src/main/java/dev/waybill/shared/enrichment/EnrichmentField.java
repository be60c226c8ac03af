package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a model may be asked for. */
public enum EnrichmentField {
    @JsonProperty("title")
    TITLE("name"),
    @JsonProperty("description")
    DESCRIPTION("description"),
    @JsonProperty("seo_title")
    SEO_TITLE("seo_title"),
    @JsonProperty("seo_description")
    SEO_DESCRIPTION("seo_description"),
    @JsonProperty("categories")
    CATEGORIES("categories"),
    @JsonProperty("tags")
    TAGS("tags"),
    @JsonProperty("attributes")
    ATTRIBUTES("attributes"),
    @JsonProperty("phone")
    PHONE("phone"),
    @JsonProperty("website")
    WEBSITE("website"),
    @JsonProperty("hours")
    HOURS("hours"),
    @JsonProperty("coordinates")
    COORDINATES("lat", "lng");

    /** What products have. */
    public static final Set<EnrichmentField> OF_PRODUCTS =
            Set.copyOf(EnumSet.of(TITLE, DESCRIPTION, SEO_TITLE, SEO_DESCRIPTION, CATEGORIES, TAGS, ATTRIBUTES));

    /** What locations may lack. */
    public static final Set<EnrichmentField> OF_LOCATIONS =
            Set.copyOf(EnumSet.of(PHONE, WEBSITE, HOURS, CATEGORIES, COORDINATES));

    private final String column;
    private final @Nullable String other;

    EnrichmentField(String column) {
        this(column, null);
    }

    EnrichmentField(String column, @Nullable String other) {
        this.column = column;
        this.other = other;
    }

    /** The columns of the record that it fills. */
    public List<String> columns() {
        return other == null ? List.of(column) : List.of(column, other);
    }

    /** Its name in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
