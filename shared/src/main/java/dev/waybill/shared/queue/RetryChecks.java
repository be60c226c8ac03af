package dev.waybill.shared.queue;

import dev.waybill.shared.job.RetryGuard;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessLedger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether a failed process may run again. */
final class RetryChecks {

    private final ProcessLedger ledger;
    private final Map<String, RetryGuard> guards;

    RetryChecks(ProcessLedger ledger, Collection<RetryGuard> guards) {
        this.ledger = ledger;
        this.guards = guards.stream().collect(Collectors.toMap(RetryGuard::label, Function.identity()));
    }

    /** @throws Refusal {@code already_undone}, {@code already_active}, or what the type's {@link RetryGuard} says */
    void require(Process failed, ReviewPolicy.Review wish) {
        Undoing.requireNone(failed);
        requireNoneLike(failed);
        Optional.ofNullable(guards.get(failed.kind().label()))
                .flatMap(guard -> guard.refusal(wish))
                .ifPresent(refuse -> {
                    throw Refusal.of(refuse);
                });
    }

    /** Two with the same idempotency key cannot be active at a time. */
    private void requireNoneLike(Process failed) {
        Optional.ofNullable(failed.idempotencyKey())
                .flatMap(key -> ledger.activeRun(failed.owner(), key))
                .ifPresent(other -> {
                    throw new Refusal(
                            Refusal.Kind.CONFLICT,
                            "already_active",
                            "Process " + other + " does the same and has not ended.");
                });
    }
}
