package dev.waybill.worker.ai;

import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Progress;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a provider only while it is up. Unavailable answers open the breaker; then jobs are put back without a call until
 * one of them may test whether it is up again. What a provider answers on purpose, limits and refusals, opens nothing.
 */
final class CircuitBreaking implements AiProvider {

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaking.class);
    private static final String DOWN = "ai_provider_down";
    /** While another job's test call runs. */
    private static final Duration TEST_PAUSE = Duration.ofSeconds(10);

    private final AiProvider provider;
    private final CircuitBreaker breaker;
    private final Clock clock;
    private volatile Instant openUntil;

    CircuitBreaking(AiProvider provider, String name, AiProperties.Breaker settings, Clock clock) {
        this.provider = provider;
        this.clock = clock;
        this.openUntil = clock.instant();
        this.breaker = CircuitBreaker.of(name, config(settings));
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.warn("AI provider {}: {}", name, event.getStateTransition()));
    }

    @Override
    public AiAnswer generate(AiRequest request, Progress progress) {
        if (!breaker.tryAcquirePermission()) {
            throw down();
        }
        long start = System.nanoTime();
        try {
            AiAnswer answer = provider.generate(request, progress);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return answer;
        } catch (AiFailure.Unavailable failure) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
            LOG.warn("AI provider {}: {} {}", breaker.getName(), failure.getMessage(), cause(failure));
            throw breaker.getState() == CircuitBreaker.State.OPEN ? down() : failure;
        } catch (AiFailure.RateLimited | AiFailure.Cancelled failure) {
            breaker.releasePermission();
            throw failure;
        } catch (AiFailure failure) {
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            throw failure;
        } catch (RuntimeException stopped) {
            breaker.releasePermission();
            throw stopped;
        }
    }

    /** The network's words are for the log; what a parser says can hold pieces of the answer. */
    private static String cause(AiFailure failure) {
        Throwable cause = failure.getCause();
        if (cause == null) {
            return "";
        }
        return cause instanceof IOException
                ? cause.toString()
                : cause.getClass().getSimpleName();
    }

    private Deferred down() {
        Instant soonest = clock.instant().plus(TEST_PAUSE);
        Instant until = openUntil;
        return new Deferred(DOWN, until.isAfter(clock.instant()) ? until : soonest);
    }

    private CircuitBreakerConfig config(AiProperties.Breaker settings) {
        IntervalFunction pause = IntervalFunction.ofExponentialBackoff(settings.openFor(), 2, settings.longestOpen());
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(2 * settings.failures())
                .minimumNumberOfCalls(settings.failures())
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .waitIntervalFunctionInOpenState(attempt -> {
                    long millis = pause.apply(attempt);
                    openUntil = clock.instant().plusMillis(millis);
                    return millis;
                })
                .build();
    }
}
