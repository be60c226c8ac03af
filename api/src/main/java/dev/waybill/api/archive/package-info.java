/** Processes that were removed from the ledger, in files. */
@NullMarked
package dev.waybill.api.archive;

import org.jspecify.annotations.NullMarked;
