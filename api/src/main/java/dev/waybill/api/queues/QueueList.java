package dev.waybill.api.queues;

import java.time.Instant;
import java.util.List;

/** All queues. */
record QueueList(List<QueueView> items, Instant serverTime) {}
