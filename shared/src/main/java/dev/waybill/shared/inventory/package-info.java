/** Snapshots of a tenant's subjects, what differs between them, and the findings that say so. */
@NullMarked
package dev.waybill.shared.inventory;

import org.jspecify.annotations.NullMarked;
