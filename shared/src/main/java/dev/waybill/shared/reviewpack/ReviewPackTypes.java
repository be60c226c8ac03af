package dev.waybill.shared.reviewpack;

import dev.waybill.shared.job.JobType;
import java.time.Duration;

/** The job types of review packs. */
public final class ReviewPackTypes {

    /** {@code related_type} of their processes; {@code related_id} is the pack. */
    public static final String RELATED_TYPE = "review_pack";

    /** {@code resource} of their processes. */
    public static final String RESOURCE = "review_pack";

    /** {@code action} of their processes. */
    public static final String ACTION = "generate";

    /** Generates a pack. Enqueued with its pack by {@link ReviewPacks#create}, never alone. */
    public static final JobType<ReviewPackOptions> GENERATE =
            JobType.of("review_pack_generate", ReviewPackOptions.class).withTimeout(Duration.ofMinutes(30));

    /** Ends packs whose time is over, and deletes their files. A system run. */
    public static final JobType<PackExpiryInput> EXPIRY = JobType.of("review_pack_expiry", PackExpiryInput.class)
            .withQueue("housekeeping")
            .withTimeout(Duration.ofMinutes(30))
            .withVisibility(JobType.Visibility.INTERNAL);

    private ReviewPackTypes() {}
}
