package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what the content of a remote source is recognised.
 *
 * @param etag as its server gave it, quotes included; null when it gave none of usable length
 * @param lastModified as its server gave it; null when it gave none of usable length
 * @param sha256 of the content, 64 lower-case hexadecimal digits; null when unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Validators(
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable String sha256) {

    /** What can be sent back in a header. */
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]([ -~]*[!-~])?");

    private static final int LONGEST_ETAG = 1_024;
    private static final int LONGEST_DATE = 64;

    public Validators {
        etag = usable(etag, LONGEST_ETAG);
        lastModified = usable(lastModified, LONGEST_DATE);
    }

    private static @Nullable String usable(@Nullable String text, int longest) {
        return text == null
                        || text.length() > longest
                        || !PRINTABLE.matcher(text).matches()
                ? null
                : text;
    }
}
