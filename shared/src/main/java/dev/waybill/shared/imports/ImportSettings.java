package dev.waybill.shared.imports;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every import can be told, wherever its records come from.
 *
 * @param target what the records become
 * @param dialect who wrote the source
 * @param mapping the columns that fields are taken from, before the dialect's own
 * @param currency ISO 4217 code of all prices; null takes the source's currency, else the workspace's
 * @param decimalSeparator what stands before the decimals of a price; null reads it from each price
 * @param dryRun whether everything is checked and nothing written but the results
 * @param rows of a dry run, how many records it looks at; null for all
 * @param retryOf a process of this workspace that imported the same source: only the records that failed there are
 *     imported; null imports all
 */
public record ImportSettings(
        ImportTarget target,
        ImportDialect dialect,
        ImportMapping mapping,
        @Nullable String currency,
        @Nullable String decimalSeparator,
        boolean dryRun,
        @Nullable Integer rows,
        @Nullable Long retryOf) {

    static ImportSettings of(
            @Nullable ImportTarget target,
            @Nullable ImportDialect dialect,
            @Nullable ImportMapping mapping,
            @Nullable String currency,
            @Nullable String decimalSeparator,
            @Nullable Boolean dryRun,
            @Nullable Integer rows,
            @Nullable Long retryOf) {
        return new ImportSettings(
                target == null ? ImportTarget.PRODUCTS : target,
                dialect == null ? ImportDialect.AUTO : dialect,
                mapping == null ? ImportMapping.NONE : mapping,
                currency,
                decimalSeparator,
                dryRun != null && dryRun,
                rows,
                retryOf);
    }

    /**
     * Refuses what a schema cannot say. A mapping by name that is not looked up yet may bring the target along.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    static void check(
            @Nullable ImportTarget target,
            @Nullable ImportDialect dialect,
            @Nullable ImportMapping mapping,
            @Nullable String mappingName,
            @Nullable Boolean dryRun,
            @Nullable Integer rows) {
        if (rows != null && !Boolean.TRUE.equals(dryRun)) {
            throw new IllegalArgumentException("rows goes only with dry_run");
        }
        if (target == null && mappingName != null) {
            return;
        }
        ImportTarget known = target == null ? ImportTarget.PRODUCTS : target;
        if (known == ImportTarget.LOCATIONS
                && dialect != null
                && dialect != ImportDialect.AUTO
                && dialect != ImportDialect.PLAIN) {
            throw new IllegalArgumentException("locations have no dialects; leave dialect out");
        }
        requireFields(known, mapping == null ? ImportMapping.NONE : mapping);
    }

    /** @throws IllegalArgumentException when the mapping has fields that the target does not have */
    static void requireFields(ImportTarget target, ImportMapping mapping) {
        String strange = mapping.columns().keySet().stream()
                .filter(field -> !field.of(target))
                .map(ImportField::word)
                .collect(Collectors.joining(", "));
        if (!strange.isEmpty()) {
            throw new IllegalArgumentException("mapping: %s have no %s".formatted(target.word(), strange));
        }
    }
}
