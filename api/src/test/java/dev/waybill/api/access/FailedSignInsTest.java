package dev.waybill.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedSignInsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final FailedSignIns failures = new FailedSignIns(nanos::get);

    @Test
    void slowsDownMoreAndMoreAfterAFewOfOneAddress() {
        List<Long> pauses = new ArrayList<>();
        for (int count = 0; count < 14; count++) {
            Duration pause = failures.pauseOfAddress("10.0.0.1").orElse(Duration.ZERO);
            pauses.add(pause.toSeconds());
            nanos.addAndGet(pause.toNanos());
            assertThat(failures.pauseOfAddress("10.0.0.1")).isEmpty();
            failures.failed("10.0.0.1", "k" + count);
        }

        assertThat(pauses).containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        assertThat(failures.pauseOfAddress("10.0.0.2")).isEmpty();
    }

    @Test
    void slowsDownGuessesOfOneKeyFromManyAddresses() {
        for (int count = 0; count < 8; count++) {
            failures.failed("10.0.1." + count, "target");
        }

        assertThat(failures.pauseOfKey("10.0.2.1", "target")).isPresent();
        assertThat(failures.pauseOfKey("10.0.2.1", "other")).isEmpty();
    }

    @Test
    void countsANetworkOfIpv6AsOne() {
        for (int count = 0; count < 8; count++) {
            failures.failed("2001:db8::%x".formatted(count + 1), "k" + count);
        }

        assertThat(failures.pauseOfAddress("2001:db8:0:0:ffff::1%eth0")).isPresent();
        assertThat(failures.pauseOfAddress("2001:db8:0:1::1")).isEmpty();
    }

    @Test
    void doesNotHoldUpWhoHasShownTheRightKeyThere() {
        failures.succeeded("10.0.0.1", "mine");
        for (int count = 0; count < 8; count++) {
            failures.failed("10.0.0.1", "k" + count);
            failures.failed("10.9.9.9", "mine");
        }

        assertThat(failures.pauseOfKey("10.0.0.1", "mine")).isEmpty();
        assertThat(failures.pauseOfKey("10.0.0.3", "mine")).isPresent();

        failures.failed("10.0.0.1", "mine");
        assertThat(failures.pauseOfKey("10.0.0.1", "mine"))
                .as("until somebody guesses there")
                .isPresent();
    }

    @Test
    void forgetsAfterAWhile() {
        for (int count = 0; count < 8; count++) {
            failures.failed("10.0.0.1", null);
        }
        nanos.addAndGet(Duration.ofMinutes(16).toNanos());
        failures.failed("10.0.0.1", null);

        assertThat(failures.pauseOfAddress("10.0.0.1")).isEmpty();
    }

    @Test
    void staysInBoundsWhoeverAsks() {
        for (int count = 0; count < 200_000; count++) {
            failures.failed("10.%d.%d.%d".formatted(count >> 16, (count >> 8) & 255, count & 255), "k" + count);
        }

        assertThat(failures.size()).isLessThanOrEqualTo(40_000);
    }
}
