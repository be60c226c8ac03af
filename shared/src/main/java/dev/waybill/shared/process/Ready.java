package dev.waybill.shared.process;

import org.jspecify.annotations.Nullable;

/** A locked process that could start now, where it waited, and what was read beside it. */
public record Ready<T>(Header header, Front place, @Nullable T beside) {}
