package dev.waybill.bench;

import java.util.List;

/** Of sorted values. */
final class Quantile {

    private Quantile() {}

    static double of(List<Double> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
