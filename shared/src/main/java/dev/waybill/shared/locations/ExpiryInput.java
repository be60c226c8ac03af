package dev.waybill.shared.locations;

/** Input of {@code ai_location_import_expiry}: nothing. */
public record ExpiryInput() {}
