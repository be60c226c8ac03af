package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code import/csv}.
 *
 * @param fileId the stored file
 * @param dialect who wrote it; null finds out
 * @param mapping the column that a field is taken from, by its name in the header; null or a missing field takes the
 *     dialect's own
 * @param delimiter the character between two fields; null finds out
 * @param charset IANA name of the file's encoding; null finds out; a byte order mark overrules it
 * @param currency ISO 4217 code of all prices; null takes the file's currency column, else the workspace's currency
 * @param decimalSeparator what stands before the decimals of a price; null reads it from each price
 * @param onlyItems numbers of the records to import, from 0, to repeat those that failed; null imports all
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportInput(
        @NotNull UUID fileId,
        @Nullable ImportDialect dialect,
        @Nullable Map<ImportField, @Size(min = 1, max = 255) String> mapping,
        @Nullable @Pattern(regexp = "[,;\\t|]") String delimiter,
        @Nullable @Size(max = 40) String charset,
        @Nullable @Pattern(regexp = "[A-Z]{3}") String currency,
        @Nullable @Pattern(regexp = "[.,]") String decimalSeparator,
        @Nullable @Size(min = 1, max = MOST_ONLY_ITEMS) List<@NotNull @PositiveOrZero Long> onlyItems) {

    /** How many records can be named one by one. */
    public static final int MOST_ONLY_ITEMS = 100_000;

    public ImportInput {
        mapping = mapping == null ? null : Map.copyOf(mapping);
        onlyItems = onlyItems == null ? null : List.copyOf(onlyItems);
        requireKnown("currency", currency, Currency::getInstance);
        requireKnown("charset", charset, ImportInput::charsetFor);
        requireOneCharacter("delimiter", delimiter);
        requireOneCharacter("decimal_separator", decimalSeparator);
    }

    /** All of a file, everything found out. */
    public static ImportInput of(UUID fileId) {
        return new ImportInput(fileId, null, null, null, null, null, null, null);
    }

    /** The same import of these records only. */
    public ImportInput withOnlyItems(List<Long> records) {
        return new ImportInput(fileId, dialect, mapping, delimiter, charset, currency, decimalSeparator, records);
    }

    private static Charset charsetFor(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private interface Lookup {
        Object of(String name);
    }

    private static void requireKnown(String member, @Nullable String value, Lookup lookup) {
        if (value == null) {
            return;
        }
        try {
            lookup.of(value);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(member + " is not known: " + value, unknown);
        }
    }

    private static void requireOneCharacter(String member, @Nullable String value) {
        if (value != null && value.length() != 1) {
            throw new IllegalArgumentException(member + " must be one character");
        }
    }
}
