package dev.waybill.api.jobtype;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.job.InputSchema;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A job type as the API shows it.
 *
 * @param timeout of an attempt, ISO-8601
 * @param submittable whether callers may submit it
 * @param retriesFailedItems {@code no}, {@code all} of a process together, or {@code by_error_code} too
 * @param inputSchema JSON Schema (2020-12) of its input
 */
record JobTypeView(
        String type,
        @Nullable String subtype,
        String label,
        String queue,
        int maxAttempts,
        Duration timeout,
        boolean submittable,
        @Member(oneOf = {"no", "all", "by_error_code"}) String retriesFailedItems,
        JsonNode inputSchema) {

    /** @param retry null when it cannot run over failed items alone */
    static JobTypeView of(JobType<?> type, InputSchema schema, @Nullable ItemRetry retry) {
        return new JobTypeView(
                type.name(),
                type.subtype(),
                type.label(),
                type.queue(),
                type.maxAttempts(),
                type.timeout(),
                type.visibility() == JobType.Visibility.SUBMITTABLE,
                retries(retry),
                schema.document());
    }

    private static String retries(@Nullable ItemRetry retry) {
        if (retry == null) {
            return "no";
        }
        return retry.byErrorCode() ? "by_error_code" : "all";
    }
}
