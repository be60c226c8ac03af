package dev.waybill.api.notification;

import java.time.Instant;

/**
 * What came of marking all as read.
 *
 * @param marked how many were unread before
 */
record MarkedView(int marked, Instant serverTime) {}
