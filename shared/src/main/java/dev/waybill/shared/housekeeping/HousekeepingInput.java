package dev.waybill.shared.housekeeping;

/** Input of {@code retention} and {@code unused_files}: nothing, the configuration says all. */
public record HousekeepingInput() {}
