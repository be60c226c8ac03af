/** Breaks the house rules, for {@code HouseRulesTest}. */
@NullMarked
package dev.waybill.api.access;

import org.jspecify.annotations.NullMarked;
