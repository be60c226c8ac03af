/** What runs again and again: its cron expression, its due times and what each of them became. */
@NullMarked
package dev.waybill.shared.schedule;

import org.jspecify.annotations.NullMarked;
