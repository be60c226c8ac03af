package dev.waybill.shared.notification;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Something to be delivered to an endpoint.
 *
 * @param id stays the same however often it is sent
 * @param type {@code run.completed}; {@code webhook.test}
 * @param timestamp when it happened
 * @param data what Jackson writes
 */
public record WebhookMessage(UUID id, long endpointId, String type, Instant timestamp, Object data) {

    /** Type of a message that people send to see whether it arrives. */
    public static final String TEST = "webhook.test";

    /** So that one that is slow holds up no other. */
    private static final int MOST_AT_ONCE = 4;

    /** What delivers it: a process of the workspace that nobody started. */
    public Submission submission(long workspaceId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("timestamp", timestamp);
        body.put("data", data);
        DeliveryInput input = new DeliveryInput(
                "msg_" + id.toString().replace("-", ""), endpointId, type, Objects.requireNonNull(JobJson.write(body)));
        return Submission.of(new Scope(workspaceId, null), WebhookTypes.DELIVERY, input)
                .named("Webhook " + type)
                .relatedTo(WebhookTypes.RELATED_TYPE, endpointId)
                .limitedTo(MOST_AT_ONCE, "webhook:" + endpointId);
    }
}
