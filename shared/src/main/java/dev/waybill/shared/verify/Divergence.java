package dev.waybill.shared.verify;

import org.jspecify.annotations.Nullable;

/**
 * Something of which two tables say different things.
 *
 * @param processId null for a JobRunr job that stands for no process
 * @param sentence what each side says, with ids
 */
public record Divergence(@Nullable Long processId, String sentence) {}
