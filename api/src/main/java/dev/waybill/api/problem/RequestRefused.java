package dev.waybill.api.problem;

import java.util.List;

/** A request that is answered with a problem document; nothing was changed. */
public final class RequestRefused extends RuntimeException {

    private final transient Problem problem;

    public RequestRefused(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public RequestRefused(Reason reason, String detail) {
        this(Problem.of(reason, detail));
    }

    /** With what is wrong, by place. */
    public RequestRefused(Reason reason, String detail, List<FieldError> errors) {
        this(Problem.of(reason, detail, errors));
    }

    public Problem problem() {
        return problem;
    }
}
