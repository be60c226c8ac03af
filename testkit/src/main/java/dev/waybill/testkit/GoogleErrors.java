package dev.waybill.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Error bodies of Google's APIs: {@code google.rpc.Status} in JSON. */
final class GoogleErrors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "type.googleapis.com/google.rpc.";

    private GoogleErrors() {}

    static Mishap error(int status, String name, String message) {
        return Mishap.json(status, body(status, name, message, JSON.createArrayNode()), Map.of());
    }

    /** 429 as the quota check sends it; the delay stands in a RetryInfo and in the message. */
    static Mishap rateLimited(@Nullable Duration delay) {
        ArrayNode details = JSON.createArrayNode();
        details.addObject()
                .put("@type", TYPE + "QuotaFailure")
                .putArray("violations")
                .addObject()
                .put("quotaMetric", "generativelanguage.googleapis.com/generate_content_free_tier_requests")
                .put("quotaId", "GenerateRequestsPerMinutePerProjectPerModel-FreeTier")
                .put("quotaValue", "15");
        String message = "You exceeded your current quota, please check your plan and billing details.";
        if (delay != null) {
            String seconds = BigDecimal.valueOf(delay.toMillis(), 3) + "s";
            details.addObject().put("@type", TYPE + "RetryInfo").put("retryDelay", seconds);
            message += "\nPlease retry in " + seconds + ".";
        }
        return Mishap.json(429, body(429, "RESOURCE_EXHAUSTED", message, details), Map.of());
    }

    static String body(int status, String name, String message, ArrayNode details) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode error = root.putObject("error");
        error.put("code", status).put("message", message).put("status", name);
        if (!details.isEmpty()) {
            error.set("details", details);
        }
        return root.toPrettyString();
    }
}
