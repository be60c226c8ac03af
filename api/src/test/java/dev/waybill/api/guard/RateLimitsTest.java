package dev.waybill.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.http.Requester;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Requester ADA = new Requester(true, "key:1");
    private static final Requester BOB = new Requester(true, "key:2");
    private static final Requester NOBODY = new Requester(false, "192.0.2.1");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final RateLimits limits = new RateLimits(
            new GuardProperties.Limits(true, Duration.ofSeconds(60), 6, 3, 2, 100, Duration.ofSeconds(1)), now::get);

    @Test
    void givesEverybodyABudgetOfTheirOwn() {
        for (int request = 0; request < 3; request++) {
            assertThat(limits.take(ADA, true).passes()).isTrue();
        }

        assertThat(limits.take(ADA, true).passes()).isFalse();
        assertThat(limits.take(BOB, true).passes()).isTrue();
        assertThat(limits.take(ADA, false).passes()).isTrue();
    }

    @Test
    void saysHowMuchIsLeftAndWhenToComeBack() {
        assertThat(limits.take(ADA, true))
                .isEqualTo(new RateLimits.Verdict("writes", 3, 2, Duration.ofSeconds(20), Duration.ZERO));
        limits.take(ADA, true);
        limits.take(ADA, true);

        RateLimits.Verdict refused = limits.take(ADA, true);

        assertThat(refused.left()).isZero();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(refused.fullAfter()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void refillsSteadilyAndOverTheEndOfTheClock() {
        for (int request = 0; request < 3; request++) {
            limits.take(ADA, true);
        }
        now.addAndGet(Duration.ofSeconds(21).toNanos());

        assertThat(limits.take(ADA, true).passes()).isTrue();
        assertThat(limits.take(ADA, true).passes()).isFalse();
    }

    @Test
    void keepsWhoHasNoCredentialShorter() {
        assertThat(limits.take(NOBODY, false).policy()).isEqualTo("unauthenticated");
        assertThat(limits.take(NOBODY, true).passes()).isTrue();
        assertThat(limits.take(NOBODY, false).passes()).isFalse();
    }

    @Test
    void remembersSoManyAndNoMore() {
        for (int address = 0; address < 10_000; address++) {
            limits.take(new Requester(false, "host-" + address), false);
        }

        assertThat(limits.remembered()).isEqualTo(100);
    }

    @Test
    void letsNoAddressPushOutACredential() {
        for (int request = 0; request < 3; request++) {
            limits.take(ADA, true);
        }
        for (int address = 0; address < 10_000; address++) {
            limits.take(new Requester(false, "host-" + address), false);
        }

        assertThat(limits.take(ADA, true).passes()).isFalse();
    }

    @Test
    void forgetsWhoHasBeenAwayForAPeriod() {
        limits.take(ADA, true);
        limits.take(ADA, false);
        now.addAndGet(Duration.ofSeconds(61).toNanos());

        limits.take(BOB, false);

        assertThat(limits.remembered()).isEqualTo(1);
    }
}
