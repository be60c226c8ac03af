package dev.waybill.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work that the server knows.
 *
 * @param label {@code type/subtype}, or {@code type} alone
 * @param maxAttempts attempts that may fail before the process does
 * @param timeout of one attempt
 * @param submittable whether {@link WaybillClient#submit} takes it
 * @param inputSchema JSON Schema of its input
 */
public record JobTypeView(
        String type,
        @Nullable String subtype,
        @Nullable String label,
        @Nullable String queue,
        int maxAttempts,
        @Nullable Duration timeout,
        boolean submittable,
        @Nullable JsonNode inputSchema) {}
