package dev.waybill.shared.bulk;

import dev.waybill.shared.job.JobType;
import java.time.Duration;

/** The job type of bulk actions. */
public final class BulkTypes {

    /** Does one action to all processes that a filter matches. Enqueued by a route of its own. */
    public static final JobType<BulkActionInput> ACTION = JobType.of("bulk_action", BulkActionInput.class)
            .withQueue("housekeeping")
            .withTimeout(Duration.ofHours(6))
            .withVisibility(JobType.Visibility.INTERNAL);

    private BulkTypes() {}
}
