/** What recurs, and when it is due next. */
@NullMarked
package dev.waybill.api.schedule;

import org.jspecify.annotations.NullMarked;
