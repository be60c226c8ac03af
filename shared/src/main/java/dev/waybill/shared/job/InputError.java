package dev.waybill.shared.job;

/**
 * What is wrong with one place of an input.
 *
 * @param pointer RFC 6901 pointer into the input, for example {@code /file_id}; empty for the whole
 * @param detail short sentence for people
 */
public record InputError(String pointer, String detail) {}
