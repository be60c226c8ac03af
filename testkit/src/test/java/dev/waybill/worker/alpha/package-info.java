/** Breaks the house rules, for {@code HouseRulesTest}. */
@NullMarked
package dev.waybill.worker.alpha;

import org.jspecify.annotations.NullMarked;
