/** Changes pushed to clients as server-sent events, and to those who wait for one. */
@NullMarked
package dev.waybill.api.stream;

import org.jspecify.annotations.NullMarked;
