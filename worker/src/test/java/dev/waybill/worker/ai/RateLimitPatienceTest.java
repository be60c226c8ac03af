package dev.waybill.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Stopped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RateLimitPatienceTest {

    private static final Instant NOW = Instant.parse("2026-01-31T08:30:00Z");

    private final LoneProgress progress = new LoneProgress();
    private int limits;
    private Duration pause = Duration.ofMillis(5);
    private int calls;

    @Test
    void aShortPauseIsWaitedForInPlace() {
        limits = 2;
        assertThat(ask(Duration.ofSeconds(10)).text()).isEqualTo("{}");
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void notMoreThanThreeTimes() {
        limits = 100;
        Deferred deferred = catchThrowableOfType(Deferred.class, () -> ask(Duration.ofSeconds(10)));
        assertThat(deferred.reasonCode()).isEqualTo("ai_rate_limited");
        assertThat(calls).isEqualTo(4);
    }

    @Test
    void forALongOneTheJobIsPutBack() {
        limits = 1;
        pause = Duration.ofSeconds(40);
        Deferred deferred = catchThrowableOfType(Deferred.class, () -> ask(Duration.ofSeconds(10)));
        assertThat(deferred.until()).isBetween(NOW.plusSeconds(40), NOW.plusSeconds(48));
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aStopEndsTheWait() throws Exception {
        limits = 1;
        pause = Duration.ofMinutes(4);
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(Throwable.class, () -> ask(Duration.ofMinutes(5))));
        Awaitility.await().until(progress::blocks);
        progress.stop();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(Stopped.class);
    }

    @Test
    void otherFailuresPass() {
        RateLimitPatience patience = new RateLimitPatience(
                (request, caller) -> {
                    throw new AiFailure.Unauthorized();
                },
                Duration.ofSeconds(10),
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertThatThrownBy(() -> patience.generate(Requests.colours(), progress))
                .isInstanceOf(AiFailure.Unauthorized.class);
    }

    private AiAnswer ask(Duration waitInPlace) {
        AiProvider provider = (request, caller) -> {
            calls++;
            if (limits-- > 0) {
                throw new AiFailure.RateLimited(pause);
            }
            return new AiAnswer("{}", false, Usage.NONE, "model");
        };
        return new RateLimitPatience(provider, waitInPlace, Clock.fixed(NOW, ZoneOffset.UTC))
                .generate(Requests.colours(), progress);
    }
}
