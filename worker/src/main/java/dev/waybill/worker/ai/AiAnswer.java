package dev.waybill.worker.ai;

/**
 * What a model answered.
 *
 * @param text meant to be JSON of the schema; cut anywhere when truncated
 * @param truncated whether the limit of output tokens ended it
 * @param usage what it is billed by
 * @param model the version that answered, as the provider names it
 */
public record AiAnswer(String text, boolean truncated, Usage usage, String model) {}
