package dev.waybill.worker.ai;

import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;

/**
 * The port to a model's provider: one request, one answer. Adding a provider is one implementation; the bean that jobs get
 * has patience with rate limits and a circuit breaker around it.
 */
public interface AiProvider {

    /**
     * Asks once; an implementation never sends a request twice. May be called from several threads of a job at once.
     *
     * @param progress of the job that asks: when it must stop, the call is aborted
     * @return an answer with text, complete or cut at the limit of output tokens
     * @throws AiFailure when there is none; {@link AiFailure#forJob()} is what a job lets pass
     * @throws Deferred out of the bean, when the provider is down or wants no request for long
     * @throws Stopped when the job must stop
     */
    AiAnswer generate(AiRequest request, Progress progress);
}
