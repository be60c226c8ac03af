package dev.waybill.dashboard;

/**
 * Why a call goes no further.
 *
 * @param status HTTP status
 * @param reason sentence for people
 */
record Refusal(int status, String reason) {}
