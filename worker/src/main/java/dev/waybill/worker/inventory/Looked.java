package dev.waybill.worker.inventory;

import dev.waybill.shared.inventory.Change;
import dev.waybill.shared.inventory.SeenDrift;
import dev.waybill.shared.inventory.SubjectKey;
import org.jspecify.annotations.Nullable;

/**
 * A subject that differs, after it was looked into.
 *
 * @param drift null when it differs in nothing that counts
 */
record Looked(Change change, SubjectKey subject, @Nullable SeenDrift drift) {}
