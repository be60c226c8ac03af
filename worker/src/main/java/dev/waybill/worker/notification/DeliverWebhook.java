package dev.waybill.worker.notification;

import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.notification.DeliveryInput;
import dev.waybill.shared.notification.WebhookMessage;
import dev.waybill.shared.notification.WebhookReceipts;
import dev.waybill.shared.notification.WebhookReceipts.Target;
import dev.waybill.shared.notification.WebhookTypes;
import dev.waybill.worker.outbound.OutboundClient;
import dev.waybill.worker.outbound.OutboundRequest;
import dev.waybill.worker.outbound.OutboundResponse;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Sends one message to one endpoint, again and again until it answers 2xx or all attempts are spent. The receiver knows a
 * repeated message by its id. Its answer is not read.
 */
final class DeliverWebhook implements Job<DeliveryInput> {

    private static final int STATUS_GONE = 410;
    private static final String GONE = "webhook_gone";
    /** Certificates expire and are renewed: worth another try, other than what else is refused. */
    private static final String CERTIFICATE = "url_certificate";

    private final OutboundClient client;
    private final WebhookReceipts receipts;
    private final WebhookProperties properties;
    private final Clock clock;
    private final Semaphore permits;

    DeliverWebhook(OutboundClient client, WebhookReceipts receipts, WebhookProperties properties, Clock clock) {
        this.client = client;
        this.receipts = receipts;
        this.properties = properties;
        this.clock = clock;
        this.permits = new Semaphore(properties.maxConcurrent());
    }

    @Override
    public JobType<DeliveryInput> type() {
        return WebhookTypes.DELIVERY;
    }

    @Override
    public JobOutcome run(DeliveryInput input, Progress progress) {
        if (!permits.tryAcquire()) {
            throw new Deferred("webhooks_busy", clock.instant().plus(properties.busyPause()));
        }
        try {
            return deliver(input, progress);
        } finally {
            permits.release();
        }
    }

    private JobOutcome deliver(DeliveryInput input, Progress progress) {
        Target target = receipts.target(progress.workspaceId(), input.endpointId())
                .orElseThrow(() -> new Rejected("webhook_deleted", "The webhook was deleted."));
        boolean test = input.type().equals(WebhookMessage.TEST);
        if (!target.enabled() && !test) {
            throw new Rejected("webhook_disabled", "The webhook is disabled.");
        }
        int status = answer(input, target, test, progress);
        receipts.arrived(progress.workspaceId(), input.endpointId());
        return new JobOutcome.Completed(Map.of("status", status, "message_id", input.messageId()));
    }

    /**
     * What it answered, if it took the message.
     *
     * @throws RetryLater or {@link Rejected} otherwise, with the failure on record
     */
    private int answer(DeliveryInput input, Target target, boolean test, Progress progress) {
        try {
            return send(input, target, progress);
        } catch (RetryLater failure) {
            throw failed(input, progress) || test ? rejected(failure) : failure;
        } catch (Rejected refused) {
            boolean tooLong = !refused.reasonCode().equals(GONE) && failed(input, progress);
            boolean again = refused.reasonCode().equals(CERTIFICATE) && !tooLong && !test;
            throw again ? new RetryLater(refused.reasonCode(), refused.reason()) : refused;
        }
    }

    private int send(DeliveryInput input, Target target, Progress progress) {
        long now = clock.instant().getEpochSecond();
        OutboundRequest request = OutboundRequest.post(target.url(), "application/json", input.body())
                .withHeader("webhook-id", input.messageId())
                .withHeader("webhook-timestamp", Long.toString(now))
                .withHeader(
                        "webhook-signature",
                        StandardSignature.of(target.secrets(), input.messageId(), now, input.body()))
                .withTimeout(properties.timeout());
        try (OutboundResponse response = client.send(request, progress)) {
            int status = response.status();
            if (status == STATUS_GONE) {
                receipts.gone(progress.workspaceId(), input.endpointId());
                throw new Rejected(GONE, "The endpoint is gone for good (410); the webhook was disabled.");
            }
            if (status < 200 || status > 299) {
                throw new RetryLater(
                        "webhook_refused",
                        "The endpoint answered %d.".formatted(status),
                        response.retryAfter().orElse(null));
            }
            return status;
        }
    }

    /** Whether it has failed for so long that it was disabled. */
    private boolean failed(DeliveryInput input, Progress progress) {
        return receipts.failed(progress.workspaceId(), input.endpointId(), properties.disableAfter());
    }

    private static Rejected rejected(RetryLater failure) {
        return new Rejected(failure.reasonCode(), String.valueOf(failure.getMessage()));
    }
}
