package dev.waybill.shared.usage;

import java.math.BigDecimal;

/** Whether a call may be made. */
public sealed interface Admission {

    /**
     * It may.
     *
     * @param entry to be closed with what it has used
     */
    record Open(long entry) implements Admission {}

    /**
     * It could cost more than a budget has left.
     *
     * @param budget which one
     * @param max of the budget, USD
     * @param spent of it, what open calls hold back included
     * @param needed what the call may cost at the most
     */
    record OverBudget(Budget budget, BigDecimal max, BigDecimal spent, BigDecimal needed) implements Admission {}

    /** There is a budget, but the model has no price that could be held against it. */
    record PriceUnknown() implements Admission {}
}
