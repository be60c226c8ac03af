/** Who calls, and for which workspace. */
@NullMarked
package dev.waybill.api.access;

import org.jspecify.annotations.NullMarked;
