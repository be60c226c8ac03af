/** Enrichment: what is asked for, the suggestions that a model made, their review, and what is written of them. */
@NullMarked
package dev.waybill.shared.enrichment;

import org.jspecify.annotations.NullMarked;
