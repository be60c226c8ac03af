package dev.waybill.api.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says it in one sentence instead of a stack trace. */
final class NobodyCanCallAnalyzer extends AbstractFailureAnalyzer<NobodyCanCall> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NobodyCanCall cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
