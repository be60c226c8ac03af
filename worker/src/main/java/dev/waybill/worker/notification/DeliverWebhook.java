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

    private static final int GONE = 410;
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
        int status;
        try {
            status = send(input, target, progress);
        } catch (Rejected refused) {
            boolean lasting = test || !refused.reasonCode().equals(CERTIFICATE);
            throw failed(input, progress, new RetryLater(refused.reasonCode(), refused.reason()), lasting);
        } catch (RetryLater unanswered) {
            throw failed(input, progress, unanswered, test);
        }
        receipts.arrived(progress.workspaceId(), input.endpointId());
        return new JobOutcome.Completed(Map.of("status", status, "message_id", input.messageId()));
    }

    /** @throws RetryLater unless it is taken */
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
            if (status == GONE) {
                receipts.gone(progress.workspaceId(), input.endpointId());
                throw new Rejected("webhook_gone", "The endpoint is gone for good (410); the webhook was disabled.");
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

    private RuntimeException failed(DeliveryInput input, Progress progress, RetryLater why, boolean lasting) {
        boolean tooLong = !why.reasonCode().equals("webhook_gone")
                && receipts.failed(progress.workspaceId(), input.endpointId(), properties.disableAfter());
        return lasting || tooLong ? new Rejected(why.reasonCode(), String.valueOf(why.getMessage())) : why;
    }
}
