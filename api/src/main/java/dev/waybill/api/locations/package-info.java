/** AI location imports: what is asked for, the review of what was generated, its import. */
@NullMarked
package dev.waybill.api.locations;

import org.jspecify.annotations.NullMarked;
