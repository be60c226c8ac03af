package dev.waybill.shared.reviewpack;

/** Input of {@code review_pack_expiry}: nothing. */
public record PackExpiryInput() {}
