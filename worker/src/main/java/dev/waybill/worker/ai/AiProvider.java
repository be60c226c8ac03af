package dev.waybill.worker.ai;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;

/**
 * The port to a model's provider: one request, one answer. Adding a provider is one implementation as a bean; jobs ask it
 * through {@link JsonAnswers}, with patience, shared limits, a circuit breaker and the ledger of what calls cost around it.
 */
@FunctionalInterface
public interface AiProvider {

    /** Under which its calls are entered in the ledger, limited, and logged. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Asks once; an implementation never sends a request twice. May be called from several threads of a job at once.
     *
     * @param progress of the job that asks: when it must stop, the call is aborted
     * @return an answer with text, complete or cut at the limit of output tokens
     * @throws AiFailure when there is none; {@link AiFailure#forJob()} is what a job lets pass
     * @throws Stopped when the job must stop
     */
    AiAnswer generate(AiRequest request, Progress progress);
}
