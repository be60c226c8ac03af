/** Whose data a transaction may touch: workspace, user and database role. */
@NullMarked
package dev.waybill.shared.tenancy;

import org.jspecify.annotations.NullMarked;
