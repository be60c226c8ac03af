package dev.waybill.worker.imports;

import java.util.UUID;

/** A copy. */
record FetchedCopy(UUID fileId) {}
