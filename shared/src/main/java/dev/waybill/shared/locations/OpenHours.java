package dev.waybill.shared.locations;

/**
 * A span of a day in which a place is open.
 *
 * @param open {@code HH:MM}, from {@code 00:00}
 * @param close {@code HH:MM}, up to {@code 24:00}; not after {@code open} when the span goes on after midnight
 */
public record OpenHours(String open, String close) {}
