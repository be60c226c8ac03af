/** The OpenAPI 3.1 document, made from the controllers, their {@code Route}s, their records, and the job catalog. */
@NullMarked
package dev.waybill.api.openapi;

import org.jspecify.annotations.NullMarked;
