/** How all routes read and write: strict bodies and parameters, pages, entity tags, one JSON dialect. */
@NullMarked
package dev.waybill.api.http;

import org.jspecify.annotations.NullMarked;
