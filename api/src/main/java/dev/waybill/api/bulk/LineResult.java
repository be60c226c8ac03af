package dev.waybill.api.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Problem;
import dev.waybill.shared.queue.Submitted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line: {@code id} and {@code created}, or {@code reason_code}, {@code detail} and {@code errors}.
 *
 * @param line from 1
 * @param created false when an active process with the line's {@code idempotency_key} is the answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LineResult(
        int line,
        @Nullable Long id,
        @Nullable Boolean created,
        @Nullable String reasonCode,
        @Nullable String detail,
        @Nullable List<FieldError> errors) {

    static LineResult accepted(int line, Submitted submitted) {
        return new LineResult(line, submitted.id().value(), submitted.created(), null, null, null);
    }

    static LineResult refused(int line, Problem problem) {
        return new LineResult(line, null, null, problem.reasonCode(), problem.detail(), problem.errors());
    }

    boolean accepted() {
        return id != null;
    }
}
