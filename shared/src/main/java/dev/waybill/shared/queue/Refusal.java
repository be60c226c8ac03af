package dev.waybill.shared.queue;

import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;

/** Why a submission or a change was refused; nothing was written. Each has a stable reason code (docs/errors.md). */
public final class Refusal extends RuntimeException {

    /** What kind of refusal it is. */
    public enum Kind {
        /** What was sent cannot be understood or is against the rules. */
        INVALID,
        /** There is no such thing in this workspace. */
        NOT_FOUND,
        /** It would be possible at another time. */
        CONFLICT,
        /** The caller saw an older version. */
        STALE,
        /** The caller's role is not enough. */
        FORBIDDEN
    }

    private final Kind kind;
    private final String reasonCode;
    private final List<InputError> errors;

    public Refusal(Kind kind, String reasonCode, String reason, List<InputError> errors) {
        super(reason);
        this.kind = kind;
        this.reasonCode = reasonCode;
        this.errors = List.copyOf(errors);
    }

    public Refusal(Kind kind, String reasonCode, String reason) {
        this(kind, reasonCode, reason, List.of());
    }

    /** Whoever moves processes is an operator, whatever the route has asked for. */
    static void unlessOperator(Scope scope) {
        if (!scope.role().includes(Role.OPERATOR)) {
            throw new Refusal(
                    Kind.FORBIDDEN, "forbidden", "A " + scope.role().word() + " reads and starts or changes nothing");
        }
    }

    static Refusal of(ReviewPolicy.Answer.Refuse refuse) {
        return new Refusal(Kind.CONFLICT, refuse.reasonCode(), refuse.reason());
    }

    public Kind kind() {
        return kind;
    }

    public String reasonCode() {
        return reasonCode;
    }

    /** A short sentence for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** What is wrong, by place in what was sent. */
    public List<InputError> errors() {
        return errors;
    }
}
