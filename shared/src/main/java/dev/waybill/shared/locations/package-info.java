/** Locations, the rules that they follow, and the batches of drafts that a person reviews before they become some. */
@NullMarked
package dev.waybill.shared.locations;

import org.jspecify.annotations.NullMarked;
