package dev.waybill.shared.process;

import java.time.Instant;

/** A place in a lane: the most urgent come first, then the oldest. */
public record Front(int priority, Instant runAt, ProcessId id) {}
