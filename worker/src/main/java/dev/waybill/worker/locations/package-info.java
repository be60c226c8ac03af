/** AI location imports: generates drafts for a person's review, and makes locations of those that are approved. */
@NullMarked
package dev.waybill.worker.locations;

import org.jspecify.annotations.NullMarked;
