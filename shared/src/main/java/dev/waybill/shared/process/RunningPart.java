package dev.waybill.shared.process;

/**
 * A part of all that runs.
 *
 * @param scope {@code everything}, {@code queue}, {@code type} or {@code workspace}
 * @param name the queue, the type's label or the workspace's id
 */
public record RunningPart(String scope, String name) {}
