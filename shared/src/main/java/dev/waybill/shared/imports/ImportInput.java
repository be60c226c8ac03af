package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code import/csv}.
 *
 * @param fileId the stored file
 * @param dialect who wrote it; null finds out
 * @param mapping the columns that fields are taken from; null, or null in it, takes the dialect's own
 * @param delimiter the character between two fields; null finds out
 * @param charset IANA name of the file's encoding; null finds out; a byte order mark overrules it
 * @param currency ISO 4217 code of all prices; null takes the file's currency column, else the workspace's currency
 * @param decimalSeparator what stands before the decimals of a price; null reads it from each price
 * @param retryOf a process of this workspace that imported the same file: only the rows that failed there are imported
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportInput(
        @NotNull UUID fileId,
        @Nullable ImportDialect dialect,
        @Nullable ImportMapping mapping,
        @Nullable @Pattern(regexp = "^[,;\\t|]$") String delimiter,
        @Nullable @Size(min = 1, max = 40) String charset,
        @Nullable @Pattern(regexp = "^[A-Z]{3}$") String currency,
        @Nullable @Pattern(regexp = "^[.,]$") String decimalSeparator,
        @Nullable @Positive Long retryOf) {

    /** All of a file, everything found out. */
    public static ImportInput of(UUID fileId) {
        return new ImportInput(fileId, null, null, null, null, null, null, null);
    }

    public ImportInput withDialect(ImportDialect newDialect) {
        return new ImportInput(fileId, newDialect, mapping, delimiter, charset, currency, decimalSeparator, retryOf);
    }

    public ImportInput withMapping(ImportMapping newMapping) {
        return new ImportInput(fileId, dialect, newMapping, delimiter, charset, currency, decimalSeparator, retryOf);
    }

    public ImportInput withCurrency(String newCurrency) {
        return new ImportInput(fileId, dialect, mapping, delimiter, charset, newCurrency, decimalSeparator, retryOf);
    }

    public ImportInput withRetryOf(long process) {
        return new ImportInput(fileId, dialect, mapping, delimiter, charset, currency, decimalSeparator, process);
    }
}
