package dev.waybill.worker.ai;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer that was read.
 *
 * @param json what it says; when it was cut or is not JSON at all, a missing node
 * @param text as it came
 * @param truncated whether the limit of output tokens ended it
 * @param valid whether it obeys the schema; false after it was asked to repair it
 * @param model the version that answered
 */
public record JsonAnswer(JsonNode json, String text, boolean truncated, boolean valid, String model) {}
