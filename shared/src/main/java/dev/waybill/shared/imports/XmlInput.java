package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code import/xml}.
 *
 * @param fileId the stored file
 * @param recordPath the element that is a record, for example {@code /catalog/product}; null finds out
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
public record XmlInput(
        @NotNull UUID fileId,
        @Nullable @Size(min = 1, max = 500) String recordPath,
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

    public XmlInput {
        ImportSettings.check(target, dialect, mapping, mappingName, dryRun, rows);
    }

    /** All of a file, everything found out. */
    public static XmlInput of(UUID fileId) {
        return new XmlInput(fileId, null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public ImportSettings settings() {
        return ImportSettings.of(target, dialect, mapping, currency, decimalSeparator, dryRun, rows, retryOf);
    }
}
