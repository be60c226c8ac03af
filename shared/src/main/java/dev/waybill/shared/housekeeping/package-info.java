/** What the system clears away by itself: the job types and the schedules of it. */
@NullMarked
package dev.waybill.shared.housekeeping;

import org.jspecify.annotations.NullMarked;
