/** Whether the ledger says the truth: headers against events, items and JobRunr's rows. */
@NullMarked
package dev.waybill.shared.verify;

import org.jspecify.annotations.NullMarked;
