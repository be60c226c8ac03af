package dev.waybill.worker.source;

/**
 * Why a record could not be read well.
 *
 * @param code stable code, listed in docs/errors.md
 * @param message short sentence for people
 */
public record Fault(String code, String message) {}
