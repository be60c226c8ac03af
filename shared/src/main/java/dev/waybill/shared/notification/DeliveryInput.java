package dev.waybill.shared.notification;

import jakarta.validation.constraints.NotNull;

/**
 * Input of {@code webhook_delivery}.
 *
 * @param messageId {@code msg_…}; what the receiver knows repeated deliveries by
 * @param body exactly what is signed and sent
 */
public record DeliveryInput(
        @NotNull String messageId,
        long endpointId,
        @NotNull String type,
        @NotNull String body) {}
