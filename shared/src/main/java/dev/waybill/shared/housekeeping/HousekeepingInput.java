package dev.waybill.shared.housekeeping;

/** Input of the types of housekeeping: nothing, the configuration says all. */
public record HousekeepingInput() {}
