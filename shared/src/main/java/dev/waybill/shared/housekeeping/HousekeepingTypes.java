package dev.waybill.shared.housekeeping;

import dev.waybill.shared.job.JobType;
import java.time.Duration;

/** The job types of housekeeping; all are system runs. */
public final class HousekeepingTypes {

    /** Removes processes that ended long ago, and what goes with them. */
    public static final JobType<HousekeepingInput> RETENTION = type("retention");

    /** Removes files that nothing refers to. */
    public static final JobType<HousekeepingInput> UNUSED_FILES = type("unused_files");

    /** Compares what changed of late with itself. */
    public static final JobType<HousekeepingInput> VERIFY = type("ledger_verify");

    /** Reminds of reviews that nobody ends, then gives them up. */
    public static final JobType<HousekeepingInput> REVIEW_EXPIRY = type("review_expiry");

    private HousekeepingTypes() {}

    private static JobType<HousekeepingInput> type(String name) {
        return JobType.of(name, HousekeepingInput.class)
                .withQueue("housekeeping")
                .withTimeout(Duration.ofHours(6))
                .withVisibility(JobType.Visibility.INTERNAL);
    }
}
