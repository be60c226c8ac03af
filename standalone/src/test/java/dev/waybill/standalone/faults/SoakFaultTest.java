package dev.waybill.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A few rounds of the soak, the same ones each time. */
class SoakFaultTest {

    private static final long SEED = 20_251;
    private static final int WORKERS = 2;

    @Test
    void losesNothingDoesNothingTwiceAndLeavesNothing() {
        try (Soak soak = new Soak(SEED, WORKERS)) {
            for (Fault fault :
                    List.of(Fault.ROLLING_RESTART, Fault.KILL_WORKER, Fault.RESET_CONNECTIONS, Fault.CRASH_POSTGRES)) {
                soak.round(fault);
            }
            soak.report().forEach(System.out::println);
            assertThat(soak.findings()).isEmpty();
        }
    }
}
