/** Breaks the house rules, for {@code HouseRulesTest}. */
@NullMarked
package dev.waybill.api.process;

import org.jspecify.annotations.NullMarked;
