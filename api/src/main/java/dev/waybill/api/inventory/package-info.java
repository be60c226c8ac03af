/** Sync runs, and the findings of comparing them. */
@NullMarked
package dev.waybill.api.inventory;

import org.jspecify.annotations.NullMarked;
