package dev.waybill.shared.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An array whose order means nothing.
 *
 * @param path RFC 6901 pointer to it; a step {@code *} stands for any
 * @param key the member by which its objects are told apart; null compares whole elements
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnorderedArray(
        @NotNull @Pattern(regexp = SubjectFields.MEMBER) @Size(max = 1024)
        String path,

        @Nullable @Size(min = 1, max = 200) String key) {}
