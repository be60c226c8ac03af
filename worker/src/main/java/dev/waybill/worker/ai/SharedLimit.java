package dev.waybill.worker.ai;

import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Progress;
import java.time.Clock;
import java.time.Duration;

/**
 * Asks a provider no faster than all workers together may. A short wait is waited for in place; for a longer one the job is
 * put back, which spends no attempt.
 */
final class SharedLimit implements AiProvider {

    private final AiProvider provider;
    private final String name;
    private final RateLimits limits;
    private final Duration waitInPlace;
    private final Clock clock;

    /** @param name the provider's */
    SharedLimit(AiProvider provider, String name, RateLimits limits, Duration waitInPlace, Clock clock) {
        this.provider = provider;
        this.name = name;
        this.limits = limits;
        this.waitInPlace = waitInPlace;
        this.clock = clock;
    }

    @Override
    public AiAnswer generate(AiRequest request, Progress progress) {
        String limit = name + "/" + request.model();
        long expected = Tokens.of(request);
        RateLimits.Place place = limits.book(limit, request.model(), expected, waitInPlace);
        if (!place.booked()) {
            throw new Deferred("ai_rate_limited", clock.instant().plus(place.pause()));
        }
        if (!place.pause().isZero()) {
            Pause.await(place.pause(), progress);
        }
        try {
            AiAnswer answer = provider.generate(request, progress);
            limits.correct(limit, request.model(), answer.usage().promptTokenCount() - expected);
            return answer;
        } catch (AiFailure.RateLimited limited) {
            limits.slowDown(limit, limited.retryAfter().orElse(null));
            throw limited;
        }
    }
}
