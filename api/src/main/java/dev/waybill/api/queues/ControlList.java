package dev.waybill.api.queues;

import java.time.Instant;
import java.util.List;

/** All that is held back. */
record ControlList(List<ControlView> items, Instant serverTime) {}
