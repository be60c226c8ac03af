package dev.waybill.shared.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Records out of a JSON API.
 *
 * @param url the first page, with http or https
 * @param records JSON pointer (RFC 6901) to the array of records, or to an object whose members are the records; null
 *     when each page is the array itself
 * @param paging how one page leads to the next; null when there is only one
 * @param credential name of a configured secret; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiOptions(
        @NotNull @Size(min = 1, max = 2048) String url,

        @Nullable @Pattern(regexp = ApiPaging.POINTER) @Size(max = 1024)
        String records,

        @Nullable @Valid ApiPaging paging,
        @Nullable @Size(min = 1, max = 100) String credential) {}
