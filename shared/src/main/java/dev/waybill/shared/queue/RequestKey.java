package dev.waybill.shared.queue;

/**
 * What makes a request one that was sent before.
 *
 * @param key as the caller chose it, at most 200 characters
 * @param bodyHash SHA-256 of what is asked for, in hexadecimal
 */
public record RequestKey(String key, String bodyHash) {}
