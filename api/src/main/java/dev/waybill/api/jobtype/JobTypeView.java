package dev.waybill.api.jobtype;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.InputSchema;
import dev.waybill.shared.job.JobType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A job type as the API shows it.
 *
 * @param timeout of an attempt, ISO-8601
 * @param submittable whether callers may submit it
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
        JsonNode inputSchema) {

    static JobTypeView of(JobType<?> type, InputSchema schema) {
        return new JobTypeView(
                type.name(),
                type.subtype(),
                type.label(),
                type.queue(),
                type.maxAttempts(),
                type.timeout(),
                type.visibility() == JobType.Visibility.SUBMITTABLE,
                schema.document());
    }
}
