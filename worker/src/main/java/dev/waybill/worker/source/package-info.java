/** Reads records out of the files and feeds that people bring: one reader a format, all behind the same port. */
@NullMarked
package dev.waybill.worker.source;

import org.jspecify.annotations.NullMarked;
