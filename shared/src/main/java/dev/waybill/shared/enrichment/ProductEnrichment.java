package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ai_enrich/bulk} and {@code ai_generation/*}. Exactly one of {@code product_ids}, {@code filter},
 * {@code import_process_id} and {@code retry_of} says which products.
 *
 * @param productIds these
 * @param filter those that lack something
 * @param importProcessId those that an import of this workspace has written
 * @param retryOf those that failed in an earlier enrichment; filled in by {@code retry-failed-items}
 * @param fields what is asked for; a subtype of {@code ai_generation} other than {@code bulk} has its own, null means all
 *     text fields
 * @param mode null means review
 * @param language BCP 47 tag of the texts; null takes the language of each product
 * @param model null takes the configured one
 * @param maxCostUsd the most that the calls of this process may cost; null takes the configured one
 * @param dryRun whether only the cost is estimated; null means false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProductEnrichment(
        @Nullable @Size(min = 1, max = 10_000) List<UUID> productIds,
        @Nullable EnrichmentFilter filter,
        @Nullable @Positive Long importProcessId,
        @Nullable @Positive Long retryOf,
        @Nullable @Size(min = 1, max = 7) List<EnrichmentField> fields,
        @Nullable EnrichmentMode mode,

        @Nullable @Pattern(regexp = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")
        String language,

        @Nullable @Pattern(regexp = "^[a-z0-9][a-z0-9._-]{0,99}$")
        String model,

        @Nullable @DecimalMin("0") @DecimalMax("100000") BigDecimal maxCostUsd,
        @Nullable Boolean dryRun)
        implements EnrichmentInput {

    private static final List<EnrichmentField> TEXTS = List.of(
            EnrichmentField.TITLE,
            EnrichmentField.DESCRIPTION,
            EnrichmentField.SEO_TITLE,
            EnrichmentField.SEO_DESCRIPTION);

    public ProductEnrichment {
        InputRules.requireOneSelection(productIds, filter, importProcessId, retryOf);
        InputRules.requireKnown(fields, EnrichmentField.OF_PRODUCTS);
        if (filter != null) {
            InputRules.requireKnown(List.of(filter.missing()), EnrichmentField.OF_PRODUCTS);
        }
    }

    /** These products, reviewed, everything else as usual. */
    public static ProductEnrichment of(List<UUID> productIds, EnrichmentField... fields) {
        return new ProductEnrichment(productIds, null, null, null, List.of(fields), null, null, null, null, null);
    }

    /** Those that lack it, reviewed. */
    public static ProductEnrichment missing(EnrichmentField missing, EnrichmentField... fields) {
        return new ProductEnrichment(
                null, new EnrichmentFilter(missing), null, null, List.of(fields), null, null, null, null, null);
    }

    /** The same in this mode. */
    public ProductEnrichment in(EnrichmentMode newMode) {
        return new ProductEnrichment(
                productIds, filter, importProcessId, retryOf, fields, newMode, language, model, maxCostUsd, dryRun);
    }

    /** The same with this budget. */
    public ProductEnrichment within(BigDecimal usd) {
        return new ProductEnrichment(
                productIds, filter, importProcessId, retryOf, fields, mode, language, model, usd, dryRun);
    }

    /** The same, but only estimated. */
    public ProductEnrichment estimated() {
        return new ProductEnrichment(
                productIds, filter, importProcessId, retryOf, fields, mode, language, model, maxCostUsd, true);
    }

    @Override
    public EnrichmentOrder order() {
        return new EnrichmentOrder(
                "product",
                productIds == null
                        ? null
                        : productIds.stream().map(UUID::toString).distinct().toList(),
                filter == null ? null : filter.missing(),
                importProcessId,
                retryOf,
                InputRules.set(Objects.requireNonNullElse(fields, TEXTS)),
                Objects.requireNonNullElse(mode, EnrichmentMode.REVIEW),
                language,
                model,
                maxCostUsd,
                Boolean.TRUE.equals(dryRun),
                false);
    }
}
