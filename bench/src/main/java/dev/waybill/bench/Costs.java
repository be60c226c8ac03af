package dev.waybill.bench;

import java.util.List;

/** Rates and costs of several rounds, as figures of a report. */
final class Costs {

    private Costs() {}

    static void put(Report.Row row, String rate, List<Effort.Seen> seen) {
        row.put(rate, Spread.of(seen, Effort.Seen::perSecond))
                .put("commits", Spread.of(seen, Effort.Seen::commits))
                .put("WAL bytes", Spread.of(seen, Effort.Seen::walBytes))
                .put("JVM µs", Spread.of(seen, Effort.Seen::jvmMicros))
                .put("PostgreSQL µs", Spread.of(seen, Effort.Seen::postgresMicros));
    }
}
