package dev.waybill.shared.locations;

import dev.waybill.shared.job.JobType;
import java.time.Duration;

/** The job types of AI location imports. */
public final class LocationTypes {

    /** {@code related_type} of their processes; {@code related_id} is the batch. */
    public static final String RELATED_TYPE = "ai_location_import_batch";

    /** Generates the drafts of a batch, then waits for review. Enqueued with its batch, never alone. */
    public static final JobType<BatchInput> GENERATE = JobType.of("ai_location_import_generate", BatchInput.class)
            .withQueue("ai")
            .withVisibility(JobType.Visibility.BY_ROUTE);

    /** Makes locations of a batch's approved drafts. Enqueued by the decision to import. */
    public static final JobType<BatchInput> APPLY = JobType.of("ai_location_import_apply", BatchInput.class)
            .withQueue("import")
            .withTimeout(Duration.ofMinutes(10))
            .withVisibility(JobType.Visibility.BY_ROUTE);

    private LocationTypes() {}
}
