/** Enqueueing and JobRunr's storage, kept in one commit with the ledger. The only part that speaks JobRunr's storage. */
@NullMarked
package dev.waybill.shared.queue;

import org.jspecify.annotations.NullMarked;
