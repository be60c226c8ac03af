package dev.waybill.shared.process;

import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RowSource;
import dev.waybill.shared.database.SqlType;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.JobJson;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Changes of headers, each with the event that records it, in one statement. */
final class TransitionRows {

    private static final String CHANGE = """
            WITH changed AS (
                UPDATE processes p SET
                    status = t.status,
                    outcome = t.outcome,
                    reason_code = t.reason_code,
                    error_message = CASE WHEN t.status = 'failed' THEN t.message END,
                    lease = p.lease + t.raises_lease::int,
                    attempts = p.attempts + (t.status = 'running')::int,
                    attempts_spent = CASE WHEN t.renews THEN 0 ELSE p.attempts_spent + t.spends::int END,
                    interruptions = p.interruptions + t.interrupts::int,
                    job_id = COALESCE(t.job_id, p.job_id),
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
                    summary = COALESCE(t.summary, p.summary),
                    failures = CASE WHEN t.renews THEN NULL ELSE COALESCE(t.failures, p.failures) END,
                    event_seq = p.event_seq + 1,
                    version = p.version + 1,
                    updated_at = waybill_now()
                FROM %s AS t WHERE p.id = t.id AND process_may_become(p.status, t.status)
                    AND (t.held IS NULL OR p.lease = t.held AND p.status = 'running')
                RETURNING\s""";

    private static final String LOG = """
            , t.event, t.message, t.payload,
                    CASE WHEN t.delay_ms IS NOT NULL THEN p.run_at END AS next_attempt_at
            ), logged AS (
                INSERT INTO process_events (process_id, workspace_id, seq, type, status, progress_percent, step, message,
                    payload, attempt)
                SELECT id, workspace_id, event_seq, event, status, progress_percent, current_step, message,
                    CASE WHEN next_attempt_at IS NULL THEN payload
                        ELSE COALESCE(payload, '{}') || jsonb_build_object('next_attempt_at', next_attempt_at) END,
                    attempts
                FROM changed
            )
            SELECT\s""";

    /** What an event takes from its header, beside what a header's own rows are read from. */
    private static final String OF_EVENT = ", event_seq, progress_percent, current_step";

    private static final String HEADERS = text(HeaderRows.COLUMNS, HeaderRows.COLUMNS + OF_EVENT);
    private static final String PROCESSES = text(ProcessRows.PROCESS_COLUMNS, ProcessRows.PROCESS_COLUMNS);

    /** {@code processes.failures} keeps no more; the items tell the rest. */
    private static final int MOST_FAILURES = 100;

    private TransitionRows() {}

    /**
     * Makes transitions that the state machine allows, once it is asked.
     *
     * @param held leases of attempts; where there is one, the process is left alone unless it runs under it
     * @return answered by the headers that were changed, as they are now
     */
    static Question<Header> applying(List<Transition> transitions, Map<ProcessId, Long> held) {
        return asking(HEADERS, transitions, held, (row, index) -> HeaderRows.read(row));
    }

    /** The same of locked headers, answered by all of the processes that were changed. */
    static Question<Process> applyingToLocked(List<Transition> transitions) {
        return asking(PROCESSES, transitions, Map.of(), ProcessRows::process);
    }

    private static String text(String read, String needed) {
        String ofHeader = Pattern.compile("[a-z_]+").matcher(needed).replaceAll("p.$0");
        return CHANGE + ofHeader + LOG + read + " FROM changed";
    }

    private static <T> Question<T> asking(
            String text, List<Transition> transitions, Map<ProcessId, Long> held, RowMapper<T> row) {
        RowSource<Transition> rows = new RowSource<>(transitions)
                .each("id", SqlType.BIGINT, t -> t.id().value())
                .each("held", SqlType.BIGINT, t -> held.get(t.id()))
                .each("summary", SqlType.JSONB, t -> JobJson.write(t.summary()))
                .each("failures", SqlType.JSONB, t -> failures(t.failures()))
                .each("payload", SqlType.JSONB, TransitionRows::payload)
                .each("message", SqlType.TEXT, Transition::message)
                .each("job_id", SqlType.UUID, Transition::jobId)
                .each("delay_ms", SqlType.BIGINT, t -> Timestamps.millis(t.delay()))
                .common("status", SqlType.TEXT, t -> t.to().word())
                .common("event", SqlType.TEXT, Transition::event)
                .common("reason_code", SqlType.TEXT, Transition::reasonCode)
                .common("outcome", SqlType.TEXT, TransitionRows::outcome)
                .common("raises_lease", SqlType.BOOLEAN, Transition::raisesLease)
                .common("spends", SqlType.BOOLEAN, Transition::spendsAttempt)
                .common("interrupts", SqlType.BOOLEAN, Transition::interrupts)
                .common("renews", SqlType.BOOLEAN, Transition::renews)
                .common("awaits_children", SqlType.BOOLEAN, Transition::awaitsChildren)
                .common("worker_id", SqlType.TEXT, Transition::workerId);
        return new Question<>(text.formatted(rows.sql()), rows.values(), row);
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
}
