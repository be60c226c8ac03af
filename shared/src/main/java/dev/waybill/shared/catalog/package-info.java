/** Products: their identity, and the only writer of their table. */
@NullMarked
package dev.waybill.shared.catalog;

import org.jspecify.annotations.NullMarked;
