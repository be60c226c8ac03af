package dev.waybill.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Stopped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakingTest {

    private static final Instant START = Instant.parse("2026-01-31T08:30:00Z");

    private final TestClock clock = new TestClock();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private int calls;
    private final CircuitBreaking provider = new CircuitBreaking(
            (request, progress) -> {
                calls++;
                RuntimeException failure = failures.poll();
                if (failure != null) {
                    throw failure;
                }
                return new AiAnswer("{}", false, Usage.NONE, "model");
            },
            "test",
            new AiProperties.Breaker(3, Duration.ofSeconds(30), Duration.ofMinutes(1)),
            clock);

    @Test
    void theFailureThatOpensItPutsTheJobBackAlready() {
        failTimes(3);
        assertThatThrownBy(this::ask).isInstanceOf(AiFailure.Unavailable.class);
        assertThatThrownBy(this::ask).isInstanceOf(AiFailure.Unavailable.class);
        Deferred deferred = deferred();
        assertThat(deferred.reasonCode()).isEqualTo("ai_provider_down");
        assertThat(deferred.until()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void whileItIsOpenNothingIsAsked() {
        open();
        clock.now = START.plusSeconds(29);
        assertThat(deferred().until()).isEqualTo(START.plusSeconds(30));
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void thenOneCallTestsItAndClosesIt() {
        open();
        clock.now = START.plusSeconds(31);
        ask();
        ask();
        assertThat(calls).isEqualTo(5);
    }

    @Test
    void aTestThatFailsKeepsItOpenForLonger() {
        open();
        clock.now = START.plusSeconds(31);
        failTimes(1);
        assertThat(deferred().until()).isEqualTo(clock.now.plusSeconds(60));
        clock.now = clock.now.plusSeconds(59);
        deferred();
        assertThat(calls).isEqualTo(4);
    }

    @Test
    void whatTheProviderAnswersOnPurposeOpensNothing() {
        for (RuntimeException answer : List.of(
                new AiFailure.RateLimited(null),
                new AiFailure.Blocked("SAFETY", Usage.NONE),
                new AiFailure.Empty(Usage.NONE),
                new AiFailure.Unauthorized(),
                new AiFailure.BadRequest(404, "NOT_FOUND"),
                new AiFailure.Cancelled(null),
                new Stopped(Stopped.Why.CANCELLED))) {
            failures.add(answer);
            assertThatThrownBy(this::ask).isSameAs(answer);
        }
        ask();
    }

    @Test
    void aTestThatIsStoppedLeavesTheTestToAnother() {
        open();
        clock.now = START.plusSeconds(31);
        failures.add(new Stopped(Stopped.Why.CANCELLED));
        assertThatThrownBy(this::ask).isInstanceOf(Stopped.class);
        ask();
        assertThat(calls).isEqualTo(5);
    }

    private void open() {
        failTimes(3);
        for (int failure = 0; failure < 3; failure++) {
            assertThatThrownBy(this::ask).isInstanceOf(RuntimeException.class);
        }
    }

    private void failTimes(int times) {
        for (int time = 0; time < times; time++) {
            failures.add(new AiFailure.Unavailable("down", null));
        }
    }

    private Deferred deferred() {
        Deferred deferred = catchThrowableOfType(Deferred.class, this::ask);
        assertThat(deferred).isNotNull();
        return deferred;
    }

    private void ask() {
        AiAnswer unused = provider.generate(Requests.colours(), new LoneProgress());
    }

    private static final class TestClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
