package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;

/**
 * What became of a submission.
 *
 * @param created false if an active process with the same idempotency key was there already: it is that one
 */
public record Submitted(ProcessId id, boolean created) {}
