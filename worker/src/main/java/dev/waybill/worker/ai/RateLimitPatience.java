package dev.waybill.worker.ai;

import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Does what a rate-limited provider asks for: a short pause is waited for in place, three times at most; for a longer one
 * the job is put back, which spends no attempt, since the limit is not its fault.
 */
final class RateLimitPatience implements AiProvider {

    private static final int MOST_WAITS = 3;
    private static final Duration UNSAID = Duration.ofSeconds(5);
    private static final Duration LONGEST_DOUBLED = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final double JITTER = 0.2;

    private final AiProvider provider;
    private final Duration waitInPlace;
    private final Clock clock;

    RateLimitPatience(AiProvider provider, Duration waitInPlace, Clock clock) {
        this.provider = provider;
        this.waitInPlace = waitInPlace;
        this.clock = clock;
    }

    @Override
    public AiAnswer generate(AiRequest request, Progress progress) {
        for (int waits = 0; ; waits++) {
            try {
                return provider.generate(request, progress);
            } catch (AiFailure.RateLimited limited) {
                Duration pause = limited.retryAfter().orElse(UNSAID);
                if (waits == MOST_WAITS || pause.compareTo(waitInPlace) > 0) {
                    throw putBack(pause, limited, progress);
                }
                Pause.await(pause, progress);
            }
        }
    }

    /** Doubles with the attempts, since a quota of the day names a delay of seconds again and again. */
    private Deferred putBack(Duration named, AiFailure.RateLimited limited, Progress progress) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(progress.attempt(), 20));
        Duration pause = max(named, min(doubled, LONGEST_DOUBLED));
        double spread = 1 + JITTER * RandomGenerator.getDefault().nextDouble();
        long millis = (long) (min(pause, LONGEST).toMillis() * spread);
        return new Deferred(limited.reasonCode(), clock.instant().plusMillis(millis));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
