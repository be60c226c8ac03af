/** What keeps the system tidy: retention, unused files, and one action on many processes. */
@NullMarked
package dev.waybill.worker.housekeeping;

import org.jspecify.annotations.NullMarked;
