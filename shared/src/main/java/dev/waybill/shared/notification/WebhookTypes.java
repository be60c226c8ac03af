package dev.waybill.shared.notification;

import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.RetryPolicy;
import java.time.Duration;
import java.util.List;

/** The job type that delivers. */
public final class WebhookTypes {

    /** {@code related_type} of deliveries; {@code related_id} is the endpoint. */
    public static final String RELATED_TYPE = "webhook_endpoint";

    /** The schedule that Standard Webhooks proposes: three days and a little. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** Sends one message to one endpoint. */
    public static final JobType<DeliveryInput> DELIVERY = JobType.of("webhook_delivery", DeliveryInput.class)
            .withQueue("notification")
            .withMaxAttempts(PAUSES.size() + 1)
            .withRetry(RetryPolicy.listed(PAUSES))
            .withTimeout(Duration.ofMinutes(5))
            .withVisibility(JobType.Visibility.INTERNAL);

    private WebhookTypes() {}
}
