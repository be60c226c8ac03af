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
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ai_location_improvement}: fills what locations lack, and leaves what they have. Exactly one of
 * {@code location_ids}, {@code filter}, {@code import_process_id} and {@code retry_of} says which locations.
 *
 * @param locationIds these
 * @param filter those that lack something
 * @param importProcessId those that an import of this workspace has written
 * @param retryOf those that failed in an earlier improvement; filled in by {@code retry-failed-items}
 * @param fields what is asked for where it is missing; null means everything that may be
 * @param mode null means review
 * @param model null takes the configured one
 * @param maxCostUsd the most that the calls of this process may cost; null takes the configured one
 * @param dryRun whether only the cost is estimated; null means false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LocationImprovement(
        @Nullable @Size(min = 1, max = 10_000) List<@Positive Long> locationIds,
        @Nullable EnrichmentFilter filter,
        @Nullable @Positive Long importProcessId,
        @Nullable @Positive Long retryOf,
        @Nullable @Size(min = 1, max = 5) List<EnrichmentField> fields,
        @Nullable EnrichmentMode mode,

        @Nullable @Pattern(regexp = "^[a-z0-9][a-z0-9._-]{0,99}$")
        String model,

        @Nullable @DecimalMin("0") @DecimalMax("100000") BigDecimal maxCostUsd,
        @Nullable Boolean dryRun)
        implements EnrichmentInput {

    public LocationImprovement {
        InputRules.requireOneSelection(locationIds, filter, importProcessId, retryOf);
        InputRules.requireKnown(fields, EnrichmentField.OF_LOCATIONS);
        if (filter != null) {
            InputRules.requireKnown(List.of(filter.missing()), EnrichmentField.OF_LOCATIONS);
        }
    }

    /** Those that lack it, reviewed, everything else as usual. */
    public static LocationImprovement missing(EnrichmentField missing) {
        return new LocationImprovement(null, new EnrichmentFilter(missing), null, null, null, null, null, null, null);
    }

    @Override
    public EnrichmentOrder order() {
        return new EnrichmentOrder(
                "location",
                locationIds == null
                        ? null
                        : locationIds.stream().map(String::valueOf).distinct().toList(),
                filter == null ? null : filter.missing(),
                importProcessId,
                retryOf,
                fields == null ? EnrichmentField.OF_LOCATIONS : InputRules.set(fields),
                Objects.requireNonNullElse(mode, EnrichmentMode.REVIEW),
                null,
                model,
                maxCostUsd,
                Boolean.TRUE.equals(dryRun),
                true);
    }
}
