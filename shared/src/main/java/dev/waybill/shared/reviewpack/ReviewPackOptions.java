package dev.waybill.shared.reviewpack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a pack; the input of {@code review_pack_generate}.
 *
 * @param includeFindings whether there is {@code findings.csv}; null means yes
 * @param includeOperations whether there is {@code operations.csv}; null means yes
 * @param includeItems whether there is {@code items.csv}, results of these operations one by one; null means yes
 * @param evidenceLimit findings of a type whose evidence the report shows; null takes the worker's setting
 * @param from findings last seen and operations submitted at this moment or later; null bounds nothing
 * @param to findings last seen and operations submitted before this moment; null bounds nothing
 * @param statuses of findings: {@code new}, {@code acknowledged}, {@code resolved}; none means all
 */
public record ReviewPackOptions(
        @Nullable Boolean includeFindings,
        @Nullable Boolean includeOperations,
        @Nullable Boolean includeItems,
        @Min(0) @Max(200) @Nullable Integer evidenceLimit,
        @Nullable Instant from,
        @Nullable Instant to,
        @Size(max = 3) List<@Pattern(regexp = "new|acknowledged|resolved") String> statuses) {

    /** Everything. */
    public static final ReviewPackOptions ALL = new ReviewPackOptions(null, null, null, null, null, null, List.of());

    /** @throws IllegalArgumentException if the time ends before it begins, or nothing is left */
    public ReviewPackOptions {
        statuses = Objects.requireNonNullElse(statuses, List.<String>of()).stream()
                .distinct()
                .sorted()
                .toList();
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to");
        }
        if (Boolean.FALSE.equals(includeFindings) && Boolean.FALSE.equals(includeOperations)) {
            throw new IllegalArgumentException("a pack without findings and operations would be empty");
        }
    }

    /** Whether findings are in it. */
    @JsonIgnore
    public boolean withFindings() {
        return !Boolean.FALSE.equals(includeFindings);
    }

    /** Whether operations are in it. */
    @JsonIgnore
    public boolean withOperations() {
        return !Boolean.FALSE.equals(includeOperations);
    }

    /** Whether the results of operations are in it, one by one. */
    @JsonIgnore
    public boolean withItems() {
        return withOperations() && !Boolean.FALSE.equals(includeItems);
    }
}
