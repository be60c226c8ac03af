package dev.waybill.api.access;

/** All that members hear of each other: what to call who did something. */
record MemberName(long userId, String name) {}
