/** The ledger: the header and the log of every process, written by one class and read by another. */
@NullMarked
package dev.waybill.shared.process;

import org.jspecify.annotations.NullMarked;
