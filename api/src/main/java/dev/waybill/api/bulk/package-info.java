/** Many processes at once: submitted in one call, and acted on in one process. */
@NullMarked
package dev.waybill.api.bulk;

import org.jspecify.annotations.NullMarked;
