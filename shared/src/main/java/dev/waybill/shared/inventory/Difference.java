package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A subject that differs between two runs.
 *
 * @param baseline its content in the baseline run; null when it was added
 * @param current its content in the current run; null when it was removed
 */
public record Difference(
        Change change,
        SubjectKey subject,
        @Nullable JsonNode baseline,
        @Nullable JsonNode current) {}
