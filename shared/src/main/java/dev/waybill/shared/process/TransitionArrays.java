package dev.waybill.shared.process;

import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.JobJson;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Transitions as one array a column, for {@code unnest}. */
final class TransitionArrays {

    /** {@code processes.failures} keeps no more; the items tell the rest. */
    private static final int MOST_FAILURES = 100;

    private TransitionArrays() {}

    static StatementSpec bind(StatementSpec statement, List<Transition> transitions) {
        Columns columns = new Columns(transitions);
        return statement
                .param("ids", columns.of(t -> t.id().value(), Long[]::new))
                .param("statuses", columns.of(t -> t.to().word(), String[]::new))
                .param("events", columns.of(Transition::event, String[]::new))
                .param("messages", columns.of(Transition::message, String[]::new))
                .param("reason_codes", columns.of(Transition::reasonCode, String[]::new))
                .param("outcomes", columns.of(TransitionArrays::outcome, String[]::new))
                .param("raises_lease", columns.of(Transition::raisesLease, Boolean[]::new))
                .param("spends", columns.of(Transition::spendsAttempt, Boolean[]::new))
                .param("interrupts", columns.of(Transition::interrupts, Boolean[]::new))
                .param("renews", columns.of(Transition::renews, Boolean[]::new))
                .param("awaits_children", columns.of(Transition::awaitsChildren, Boolean[]::new))
                .param("delays", columns.of(t -> Timestamps.millis(t.delay()), Long[]::new))
                .param("job_ids", columns.of(t -> text(t.jobId()), String[]::new))
                .param("workers", columns.of(Transition::workerId, String[]::new))
                .param("summaries", columns.of(t -> JobJson.write(t.summary()), String[]::new))
                .param("failures", columns.of(t -> failures(t.failures()), String[]::new))
                .param("payloads", columns.of(t -> payload(t), String[]::new));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String outcome(Transition transition) {
        return transition.outcome() == null ? null : transition.outcome().word();
    }

    private static @Nullable String failures(@Nullable List<Failure> failures) {
        if (failures == null || failures.isEmpty()) {
            return null;
        }
        return JobJson.write(failures.subList(0, Math.min(MOST_FAILURES, failures.size())));
    }

    private static @Nullable String payload(Transition transition) {
        return transition.payload().isEmpty() ? null : JobJson.write(transition.payload());
    }

    private record Columns(List<Transition> transitions) {
        <T> @Nullable T[] of(Function<Transition, @Nullable T> column, IntFunction<@Nullable T[]> array) {
            return transitions.stream().map(column).toArray(array);
        }
    }
}
