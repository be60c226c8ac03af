/** Generates review packs, and ends them. */
@NullMarked
package dev.waybill.worker.reviewpack;

import org.jspecify.annotations.NullMarked;
