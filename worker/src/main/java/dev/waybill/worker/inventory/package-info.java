/** Takes snapshots of tenants' subjects, and finds what drifted between two of them. */
@NullMarked
package dev.waybill.worker.inventory;

import org.jspecify.annotations.NullMarked;
