package dev.waybill.bench;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The median of what was seen in several rounds, and its ends. */
record Spread(double median, double least, double most) {

    static <T> Spread of(Collection<T> seen, ToDoubleFunction<T> figure) {
        double[] sorted = seen.stream().mapToDouble(figure).sorted().toArray();
        double upper = sorted[sorted.length / 2];
        double median = sorted.length % 2 == 1 ? upper : (upper + sorted[sorted.length / 2 - 1]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** What was seen once. */
    static Spread just(double seen) {
        return new Spread(seen, seen, seen);
    }
}
