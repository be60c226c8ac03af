package dev.waybill.shared.queue;

import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataIntegrityViolationException;

/** Tells the violation that a caller can cause, a tenant of another workspace or of none, from our own mistakes. */
final class UnknownTenant {

    private UnknownTenant() {}

    static RuntimeException orElse(DataIntegrityViolationException refused, Submission submission) {
        return constraint(refused).filter("processes_tenant_fk"::equals).isPresent() ? refusal(submission) : refused;
    }

    static Refusal refusal(Submission submission) {
        return new Refusal(
                Refusal.Kind.INVALID,
                "unknown_tenant",
                "There is no tenant " + submission.tenantId() + " in this workspace");
    }

    private static Optional<String> constraint(DataIntegrityViolationException refused) {
        return refused.getMostSpecificCause() instanceof PSQLException refusal
                ? Optional.ofNullable(refusal.getServerErrorMessage()).map(ServerErrorMessage::getConstraint)
                : Optional.empty();
    }
}
