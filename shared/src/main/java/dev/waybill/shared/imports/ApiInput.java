package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code import/api}.
 *
 * @param url the first page, http or https
 * @param credential name of a configured credential; null sends none
 * @param records RFC 6901 pointer to the array of records in each page; or to an object whose members are the
 *     records; null when each page is the array itself
 * @param paging how the next page is found; null when there is one page
 * @param target what the records become; null means products
 * @param dialect who wrote it; null finds out
 * @param mapping the columns that fields are taken from; null, or null in it, takes the dialect's own
 * @param mappingName a saved mapping of this workspace, looked up when the import is submitted: what it says is laid under
 *     what is said here
 * @param currency ISO 4217 code of all prices; null takes the source's currency, else the workspace's
 * @param decimalSeparator what stands before the decimals of a price; null reads it from each price
 * @param dryRun whether everything is checked and nothing written but the results; null means false
 * @param rows of a dry run, how many records it looks at; null for all
 * @param retryOf a process of this workspace that imported the same source: only the records that failed there are imported
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiInput(
        @NotNull @Size(min = 1, max = 2048) String url,
        @Nullable @Size(min = 1, max = 100) String credential,

        @Nullable @Pattern(regexp = ApiPaging.POINTER) @Size(max = 1024)
        String records,

        @Nullable @Valid ApiPaging paging,
        @Nullable ImportTarget target,
        @Nullable ImportDialect dialect,
        @Nullable ImportMapping mapping,
        @Nullable @Size(min = 1, max = 100) String mappingName,
        @Nullable @Pattern(regexp = "^[A-Z]{3}$") String currency,
        @Nullable @Pattern(regexp = "^[.,]$") String decimalSeparator,
        @Nullable Boolean dryRun,
        @Nullable @Positive Integer rows,
        @Nullable @Positive Long retryOf)
        implements ImportInput {

    public ApiInput {
        ImportSettings.check(target, dialect, mapping, mappingName, dryRun, rows);
    }

    @Override
    public ImportSettings settings() {
        return ImportSettings.of(target, dialect, mapping, currency, decimalSeparator, dryRun, rows, retryOf);
    }
}
