/** Java client of Waybill's HTTP API: enqueue, follow, decide. Needs a JDK and Jackson, nothing else. */
@NullMarked
package dev.waybill.client;

import org.jspecify.annotations.NullMarked;
