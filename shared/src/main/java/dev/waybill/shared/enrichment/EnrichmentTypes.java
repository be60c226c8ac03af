package dev.waybill.shared.enrichment;

import dev.waybill.shared.job.JobType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The job types of enrichment. */
public final class EnrichmentTypes {

    /** Any fields of many products. */
    public static final JobType<ProductEnrichment> BULK = products("ai_enrich", "bulk");

    /** Titles only. */
    public static final JobType<ProductEnrichment> TITLE = products("ai_generation", "title");

    /** Descriptions only. */
    public static final JobType<ProductEnrichment> DESCRIPTION = products("ai_generation", "description");

    /** SEO title and description only. */
    public static final JobType<ProductEnrichment> SEO = products("ai_generation", "seo");

    /** All text fields, or those that are named. */
    public static final JobType<ProductEnrichment> GENERATE = products("ai_generation", "bulk");

    /** What locations lack. */
    public static final JobType<LocationImprovement> LOCATIONS =
            of("ai_location_improvement", LocationImprovement.class);

    /** Takes back what an enrichment has written, where it still stands. */
    public static final JobType<EnrichmentUndoInput> UNDO = JobType.of("enrichment_undo", EnrichmentUndoInput.class)
            .withQueue("import")
            .withTimeout(Duration.ofHours(2))
            .withVisibility(JobType.Visibility.BY_ROUTE);

    /** Those of products. */
    public static final List<JobType<ProductEnrichment>> PRODUCTS = List.of(BULK, TITLE, DESCRIPTION, SEO, GENERATE);

    private static final Map<String, Set<EnrichmentField>> FIXED = Map.of(
            TITLE.label(), Set.of(EnrichmentField.TITLE),
            DESCRIPTION.label(), Set.of(EnrichmentField.DESCRIPTION),
            SEO.label(), Set.of(EnrichmentField.SEO_TITLE, EnrichmentField.SEO_DESCRIPTION));

    private EnrichmentTypes() {}

    /** Labels of the types that make suggestions. */
    static Set<String> labels() {
        return Stream.concat(PRODUCTS.stream(), Stream.of(LOCATIONS))
                .map(JobType::label)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The fields that this type is for, whatever its input says; empty when the input says them. */
    static Set<EnrichmentField> fixedFields(String label) {
        return FIXED.getOrDefault(label, Set.of());
    }

    private static JobType<ProductEnrichment> products(String name, String subtype) {
        return of(name, ProductEnrichment.class).withSubtype(subtype);
    }

    private static <I> JobType<I> of(String name, Class<I> input) {
        return JobType.of(name, input).withQueue("ai").withTimeout(Duration.ofHours(6));
    }
}
