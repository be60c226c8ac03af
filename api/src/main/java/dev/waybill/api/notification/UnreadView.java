package dev.waybill.api.notification;

import java.time.Instant;

/**
 * How many notifications are unread.
 *
 * @param cappedAt an {@code unread} of this means so many or more
 */
record UnreadView(int unread, int cappedAt, Instant serverTime) {}
