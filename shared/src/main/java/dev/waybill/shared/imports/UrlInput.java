package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code import/url}.
 *
 * @param url where the file is, http or https
 * @param credential name of a configured credential; null sends none
 * @param format of the file; null finds out
 * @param delimiter the character between two fields; null finds out
 * @param charset IANA name of the file's encoding; null finds out; a byte order mark overrules it
 * @param recordPath of XML, the element that is a record; null finds out
 * @param sheet of a workbook, name or number of the sheet; null takes the first visible one with rows
 * @param records of JSON, the RFC 6901 pointer to the array of records; null when the document is that array, or
 *     JSON Lines
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
public record UrlInput(
        @NotNull @Size(min = 1, max = 2048) String url,
        @Nullable @Size(min = 1, max = 100) String credential,
        @Nullable FileFormat format,
        @Nullable @Pattern(regexp = "^[,;\\t|]$") String delimiter,
        @Nullable @Size(min = 1, max = 40) String charset,
        @Nullable @Size(min = 1, max = 500) String recordPath,
        @Nullable @Size(min = 1, max = 31) String sheet,

        @Nullable @Pattern(regexp = ApiPaging.POINTER) @Size(max = 1024)
        String records,

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

    public UrlInput {
        ImportSettings.check(target, dialect, mapping, mappingName, dryRun, rows);
    }

    /** All of what is there, everything found out. */
    public static UrlInput of(String url) {
        return new UrlInput(
                url, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public ImportSettings settings() {
        return ImportSettings.of(target, dialect, mapping, currency, decimalSeparator, dryRun, rows, retryOf);
    }
}
