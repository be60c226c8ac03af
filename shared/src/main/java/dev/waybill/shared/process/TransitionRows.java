package dev.waybill.shared.process;

import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.JobJson;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes of headers, each with the event that records it, in one statement. */
final class TransitionRows {

    private static final String CHANGE = """
            WITH t AS (
                SELECT * FROM unnest(:ids, :statuses, :events, :messages, :reason_codes, :outcomes, :raises_lease,
                    :spends, :interrupts, :renews, :awaits_children, :delays, :job_ids, :workers, :summaries, :failures,
                    :payloads, :leases)
                    AS t(id, status, event, message, reason_code, outcome, raises_lease, spends, interrupts, renews,
                        awaits_children, delay_ms, job_id, worker_id, summary, failures, payload, held)
            ), changed AS (
                UPDATE processes p SET
                    status = t.status,
                    outcome = t.outcome,
                    reason_code = t.reason_code,
                    error_message = CASE WHEN t.status = 'failed' THEN t.message END,
                    lease = p.lease + t.raises_lease::int,
                    attempts = p.attempts + (t.status = 'running')::int,
                    attempts_spent = CASE WHEN t.renews THEN 0 ELSE p.attempts_spent + t.spends::int END,
                    interruptions = p.interruptions + t.interrupts::int,
                    job_id = COALESCE(t.job_id::uuid, p.job_id),
                    worker_id = COALESCE(t.worker_id, p.worker_id),
                    -- what was interrupted keeps its place before what came later
                    run_at = CASE WHEN t.event = 'interrupted' THEN LEAST(p.run_at, waybill_now())
                        WHEN t.status = 'pending' THEN waybill_now()
                        + COALESCE(t.delay_ms, 0) * interval '1 millisecond' ELSE p.run_at END,
                    waits_for = CASE WHEN t.status <> 'pending' THEN NULL
                        WHEN t.awaits_children THEN 'children'
                        WHEN t.delay_ms > 0 THEN 'time'
                        WHEN p.concurrency_key IS NOT NULL THEN 'slot' END,
                    started_at = CASE WHEN t.status = 'running' THEN COALESCE(p.started_at, waybill_now())
                        ELSE p.started_at END,
                    attempt_started_at = CASE WHEN t.status = 'running' THEN waybill_now() END,
                    execution_ms = p.execution_ms + COALESCE(
                        (EXTRACT(EPOCH FROM waybill_now() - p.attempt_started_at) * 1000)::bigint, 0),
                    finished_at = CASE WHEN t.status IN ('completed', 'failed', 'cancelled') THEN waybill_now() END,
                    progress_percent = CASE WHEN t.status = 'completed' THEN 100 ELSE p.progress_percent END,
                    summary = COALESCE(t.summary::jsonb, p.summary),
                    failures = CASE WHEN t.renews THEN NULL ELSE COALESCE(t.failures::jsonb, p.failures) END,
                    event_seq = p.event_seq + 1,
                    version = p.version + 1,
                    updated_at = waybill_now()
                FROM t WHERE p.id = t.id AND process_may_become(p.status, t.status)
                    AND (t.held IS NULL OR p.lease = t.held AND p.status = 'running')
                RETURNING\s""";

    private static final String LOG = """
            , t.event, t.message, t.payload,
                    CASE WHEN t.delay_ms IS NOT NULL THEN p.run_at END AS next_attempt_at
            ), logged AS (
                INSERT INTO process_events (process_id, workspace_id, seq, type, status, progress_percent, step, message,
                    payload, attempt)
                SELECT id, workspace_id, event_seq, event, status, progress_percent, current_step, message,
                    CASE WHEN next_attempt_at IS NULL THEN payload::jsonb
                        ELSE COALESCE(payload::jsonb, '{}') || jsonb_build_object('next_attempt_at', next_attempt_at) END,
                    attempts
                FROM changed
            )
            SELECT\s""";

    /** What an event takes from its header, beside what a header's own rows are read from. */
    private static final String OF_EVENT = ", event_seq, progress_percent, current_step";

    private static final String HEADERS = applying(HeaderRows.COLUMNS, HeaderRows.COLUMNS + OF_EVENT);
    private static final String PROCESSES = applying(ProcessRows.PROCESS_COLUMNS, ProcessRows.PROCESS_COLUMNS);

    /** {@code processes.failures} keeps no more; the items tell the rest. */
    private static final int MOST_FAILURES = 100;

    private final JdbcClient jdbc;

    TransitionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes transitions that the state machine allows.
     *
     * @param held leases of attempts; where there is one, the process is left alone unless it runs under it
     * @return the headers that were changed, as they are now
     */
    List<Header> apply(List<Transition> transitions, Map<ProcessId, Long> held) {
        return bind(HEADERS, transitions, held)
                .query((row, index) -> HeaderRows.read(row))
                .list();
    }

    /** The same of locked headers; returns all of the processes that were changed. */
    List<Process> applyToLocked(List<Transition> transitions) {
        return bind(PROCESSES, transitions, Map.of())
                .query(ProcessRows::process)
                .list();
    }

    private static String applying(String read, String needed) {
        String ofHeader = Pattern.compile("[a-z_]+").matcher(needed).replaceAll("p.$0");
        return CHANGE + ofHeader + LOG + read + " FROM changed";
    }

    private JdbcClient.StatementSpec bind(String sql, List<Transition> transitions, Map<ProcessId, Long> held) {
        Columns columns = new Columns(transitions);
        return jdbc.sql(sql)
                .param("ids", columns.of(t -> t.id().value(), Long[]::new))
                .param("statuses", columns.of(t -> t.to().word(), String[]::new))
                .param("events", columns.of(Transition::event, String[]::new))
                .param("messages", columns.of(Transition::message, String[]::new))
                .param("reason_codes", columns.of(Transition::reasonCode, String[]::new))
                .param("outcomes", columns.of(TransitionRows::outcome, String[]::new))
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
                .param("payloads", columns.of(t -> payload(t), String[]::new))
                .param("leases", columns.of(t -> held.get(t.id()), Long[]::new));
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
