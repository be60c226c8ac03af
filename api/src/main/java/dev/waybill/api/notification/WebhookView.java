package dev.waybill.api.notification;

import dev.waybill.api.http.Member;
import dev.waybill.shared.notification.WebhookEndpoint;
import dev.waybill.shared.notification.WebhookSecret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the API shows it.
 *
 * @param secret {@code whsec_…}, shown when it is made and never again; null otherwise
 * @param previousSecretUntil until when the secret before signs too; null when there is none
 * @param failingSince since when nothing has arrived; null while deliveries arrive
 * @param disabledReason by_user, gone or failing; null while enabled
 * @param deliveries path of the processes that deliver to it
 * @param version rises with every change; the ETag
 */
record WebhookView(
        long id,
        String url,
        @Nullable String description,
        List<String> kinds,
        List<String> types,
        boolean enabled,
        @Nullable String secret,
        @Nullable Instant previousSecretUntil,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,

        @Member(oneOf = {"by_user", "gone", "failing"}) @Nullable
        String disabledReason,

        @Nullable Long createdBy,
        String deliveries,
        long version,
        Instant createdAt,
        Instant updatedAt,
        Instant serverTime) {

    /** @param secret null unless it is new */
    static WebhookView of(WebhookEndpoint endpoint, @Nullable WebhookSecret secret, Instant now) {
        return new WebhookView(
                endpoint.id(),
                endpoint.draft().url(),
                endpoint.draft().description(),
                endpoint.draft().kinds(),
                endpoint.draft().types(),
                endpoint.draft().enabled(),
                secret == null ? null : secret.text(),
                endpoint.previousSecretUntil(),
                endpoint.failingSince(),
                endpoint.disabledAt(),
                endpoint.disabledReason(),
                endpoint.createdBy(),
                "/api/processes?related_type=webhook_endpoint&related_id=" + endpoint.id(),
                endpoint.version(),
                endpoint.createdAt(),
                endpoint.updatedAt(),
                now);
    }
}
