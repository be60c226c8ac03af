package dev.waybill.api.problem;

/**
 * What is wrong with one place of a request.
 *
 * @param pointer RFC 6901 pointer into the body, for example {@code /input/file_id}, empty for the whole; for a query
 *     parameter or a header its name
 * @param detail short sentence for people
 */
public record FieldError(String pointer, String detail) {}
