/** Breaks the house rules, for {@code HouseRulesTest}. */
@NullMarked
package dev.waybill.client.offence;

import org.jspecify.annotations.NullMarked;
