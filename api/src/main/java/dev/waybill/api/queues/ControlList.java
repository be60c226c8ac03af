package dev.waybill.api.queues;

import java.time.Instant;
import java.util.List;

/**
 * All that is held back.
 *
 * @param settable of which scopes the caller may say what holds; none for those who are no admins
 */
record ControlList(List<ControlView> items, List<String> settable, Instant serverTime) {}
