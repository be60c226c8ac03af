package dev.waybill.shared.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Where a record says what a subject is, as RFC 6901 pointers.
 *
 * @param subjectType null takes {@code /subject_type}
 * @param externalId null takes {@code /external_id}
 * @param content the object that is compared; null takes the record without the other two
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubjectFields(
        @Nullable @Pattern(regexp = SubjectFields.MEMBER) @Size(max = 1024)
        String subjectType,

        @Nullable @Pattern(regexp = SubjectFields.MEMBER) @Size(max = 1024)
        String externalId,

        @Nullable @Pattern(regexp = SubjectFields.MEMBER) @Size(max = 1024)
        String content) {

    /** A pointer to a member, not to the whole. */
    static final String MEMBER = "^(/([^~/]|~[01])*)+$";

    /** The usual places. */
    public static final SubjectFields USUAL = new SubjectFields(null, null, null);
}
