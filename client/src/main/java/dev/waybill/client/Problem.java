package dev.waybill.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API says about a request that it refused (RFC 9457); members that a proxy's answer lacks are null.
 *
 * @param type {@code about:blank} or {@code /problems/<reason_code>}
 * @param title short name of the kind of problem
 * @param status HTTP status
 * @param detail sentence about this occurrence
 * @param reasonCode stable code, listed in docs/errors.md
 * @param errors what is wrong where in the request; empty when it is not about single fields
 */
public record Problem(
        @Nullable String type,
        @Nullable String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable String reasonCode,
        List<FieldError> errors) {

    public Problem {
        errors = Absent.empty(errors);
    }

    /** What a proxy or a broken server answers is a problem too, with the status alone. */
    static Problem read(int status, byte[] body) {
        try {
            Problem read = Json.read("problem", body, Problem.class);
            return new Problem(
                    read.type(),
                    read.title(),
                    status,
                    read.detail(),
                    read.instance(),
                    read.reasonCode(),
                    read.errors());
        } catch (WaybillException noProblem) {
            return new Problem(null, null, status, null, null, null, List.of());
        }
    }

    /**
     * One field's error.
     *
     * @param pointer JSON pointer into the request, for example {@code /input/file_id}
     * @param detail sentence about it
     */
    public record FieldError(
            @Nullable String pointer, @Nullable String detail) {}
}
