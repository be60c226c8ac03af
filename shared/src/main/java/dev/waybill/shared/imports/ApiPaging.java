package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How one page of an API leads to the next.
 *
 * @param kind in which way
 * @param parameter the query parameter that chooses the page; null takes {@code page}, {@code offset} or {@code cursor}
 * @param start number of the first page (null: 1), or the first offset (null: 0)
 * @param sizeParameter the query parameter that says how many records a page has; null sends none
 * @param size its value
 * @param next JSON pointer to the next page's cursor or address; required for {@code cursor} and {@code next_url}
 * @param maxPages more pages are refused; null takes 10,000
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiPaging(
        @NotNull Kind kind,
        @Nullable @Size(min = 1, max = 100) String parameter,
        @Nullable @Min(0) @Max(1_000_000_000) Long start,
        @Nullable @Size(min = 1, max = 100) String sizeParameter,
        @Nullable @Min(1) @Max(100_000) Integer size,

        @Nullable @Pattern(regexp = ApiPaging.POINTER) @Size(max = 1024)
        String next,

        @Nullable @Min(1) @Max(100_000) Integer maxPages) {

    /** What a JSON pointer looks like, RFC 6901. */
    static final String POINTER = "^(/([^~/]|~[01])*)*$";

    /** The ways that APIs have. */
    public enum Kind {
        /** A query parameter counts the pages; an empty page, or 404, is the end. */
        @JsonProperty("page")
        PAGE,
        /** A query parameter counts the records; an empty page, or 404, is the end. */
        @JsonProperty("offset")
        OFFSET,
        /** Each page holds the cursor of the next, sent as a query parameter; none is the end. */
        @JsonProperty("cursor")
        CURSOR,
        /** Each page holds the address of the next; none is the end. */
        @JsonProperty("next_url")
        NEXT_URL,
        /** The {@code Link} header with {@code rel="next"} (RFC 8288); none is the end. */
        @JsonProperty("link")
        LINK
    }

    /** Only the kind, everything else as usual. */
    public static ApiPaging of(Kind kind) {
        return new ApiPaging(kind, null, null, null, null, null, null);
    }

    /** The next cursor or address stands there. */
    public ApiPaging withNext(String pointer) {
        return new ApiPaging(kind, parameter, start, sizeParameter, size, pointer, maxPages);
    }

    /** Pages are chosen by this query parameter. */
    public ApiPaging withParameter(String name) {
        return new ApiPaging(kind, name, start, sizeParameter, size, next, maxPages);
    }

    /** So many records a page, asked for by this query parameter. */
    public ApiPaging withSize(String name, int records) {
        return new ApiPaging(kind, parameter, start, name, records, next, maxPages);
    }

    public ApiPaging withMaxPages(int most) {
        return new ApiPaging(kind, parameter, start, sizeParameter, size, next, most);
    }
}
