/** Changes of single columns of records, made only where nobody changed them since they were read. */
@NullMarked
package dev.waybill.shared.amendment;

import org.jspecify.annotations.NullMarked;
