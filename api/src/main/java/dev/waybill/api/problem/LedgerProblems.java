package dev.waybill.api.problem;

import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.queue.Refusal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** What the ledger and the queue refuse. */
public final class LedgerProblems {

    private LedgerProblems() {}

    static Problem of(IllegalTransition refused) {
        return Problem.of(
                        Reason.ILLEGAL_TRANSITION,
                        "Process %s is %s and cannot become %s"
                                .formatted(
                                        refused.id(),
                                        refused.from().word(),
                                        refused.to().word()))
                .with("from", refused.from().word())
                .with("to", refused.to().word());
    }

    /** What the queue refuses. */
    public static Problem of(Refusal refused) {
        List<FieldError> errors = refused.errors().stream()
                .map(error -> new FieldError(error.pointer(), error.detail()))
                .toList();
        return new Problem(
                status(refused),
                refused.reasonCode(),
                title(refused.reasonCode()),
                refused.reason(),
                errors,
                Map.of(),
                Map.of());
    }

    private static HttpStatus status(Refusal refused) {
        return switch (refused.kind()) {
            case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
        };
    }

    /** Codes of review policies are an open set: their words are their title. */
    private static String title(String reasonCode) {
        for (Reason reason : Reason.values()) {
            if (reason.code().equals(reasonCode)) {
                return reason.title();
            }
        }
        String words = reasonCode.replace('_', ' ');
        return words.isEmpty() ? "Refused" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
