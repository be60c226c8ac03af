package dev.waybill.shared.process;

import org.jspecify.annotations.Nullable;

/** A locked process that could start now, with what was read beside it. */
public record Ready<T>(Header header, @Nullable T beside) {}
