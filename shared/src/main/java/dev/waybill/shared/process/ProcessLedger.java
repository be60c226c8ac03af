package dev.waybill.shared.process;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The only writer of {@code processes}, {@code process_events} and {@code process_items}. Every change of a header and
 * the event that records it are one statement; {@code seq} is allotted under the header's lock. Each method takes part
 * in the caller's transaction, which {@link RoleTransactions#asRuntime} has opened; {@link #report} and {@link #record}
 * raise the role themselves, since handlers come to them as the tenant.
 */
public final class ProcessLedger {

    private static final String LOCK = "SELECT " + HeaderRows.COLUMNS + """
             FROM processes WHERE id = ANY(:ids) ORDER BY id FOR UPDATE
            """;

    private static final String LOCK_RUNNING = "SELECT " + HeaderRows.COLUMNS + """
             FROM processes WHERE status = 'running' AND worker_id = :worker ORDER BY id FOR UPDATE
            """;

    private static final String RUNNING =
            "SELECT id, lease FROM processes WHERE status = 'running' AND worker_id = :worker";

    private static final String WORKERS_OF_RUNNING =
            "SELECT DISTINCT worker_id FROM processes WHERE status = 'running' AND worker_id IS NOT NULL";

    private static final String APPLY = """
            WITH t AS (
                SELECT * FROM unnest(:ids, :statuses, :events, :messages, :reason_codes, :outcomes, :raises_lease,
                    :spends, :interrupts, :renews, :awaits_children, :delays, :job_ids, :workers, :summaries, :failures,
                    :payloads)
                    AS t(id, status, event, message, reason_code, outcome, raises_lease, spends, interrupts, renews,
                        awaits_children, delay_ms, job_id, worker_id, summary, failures, payload)
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
                RETURNING p.id, p.workspace_id, p.event_seq, p.status, p.progress_percent, p.current_step, p.attempts,
                    t.event, t.message, t.payload, CASE WHEN t.delay_ms IS NOT NULL THEN p.run_at END AS next_attempt_at
            )
            INSERT INTO process_events (process_id, workspace_id, seq, type, status, progress_percent, step, message,
                payload, attempt)
            SELECT id, workspace_id, event_seq, event, status, progress_percent, current_step, message,
                CASE WHEN next_attempt_at IS NULL THEN payload::jsonb
                    ELSE COALESCE(payload::jsonb, '{}') || jsonb_build_object('next_attempt_at', next_attempt_at) END,
                attempts
            FROM changed
            """;

    private static final String AUDITED = "UPDATE processes SET audit_log_id = :entry WHERE id = ANY(:ids)";

    private static final String LOAD = "SELECT " + ProcessRows.PROCESS_COLUMNS + " FROM processes WHERE id = ANY(:ids)";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final LedgerListener listener;
    private final Announcements announcements;
    private final Reports reports;
    private final InsertRows inserts;
    private final UndoRows undos;
    private final Waits waits;

    public ProcessLedger(
            JdbcClient jdbc, RoleTransactions roles, LedgerListener listener, Announcements announcements) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.listener = listener;
        this.announcements = announcements;
        this.reports = new Reports(jdbc);
        this.inserts = new InsertRows(jdbc);
        this.undos = new UndoRows(jdbc);
        this.waits = new Waits(jdbc, listener);
    }

    /**
     * Writes a header in {@code pending} with its {@code queued} event.
     *
     * @return its id; empty if an active process has the same idempotency key: then nothing was written
     */
    public Optional<ProcessId> insert(NewProcess process) {
        return Optional.ofNullable(insertAll(List.of(process)).get(process.jobId()));
    }

    /** Links processes that somebody acted on to the entry of the audit log, in the transaction of both. */
    public void audited(Collection<ProcessId> ids, long entry) {
        jdbc.sql(AUDITED)
                .param("entry", entry)
                .param("ids", ids.stream().map(ProcessId::value).toArray(Long[]::new))
                .update();
    }

    /** The process of any workspace, for the runtime, which acts for all of them; in a transaction of its own if there is none. */
    public Optional<Process> load(ProcessId id) {
        return roles.asRuntime(() -> loadAll(List.of(id))).stream().findFirst();
    }

    /** The same of many, in no order, in the caller's transaction. */
    public List<Process> loadAll(Collection<ProcessId> ids) {
        return jdbc.sql(LOAD)
                .param("ids", ids.stream().map(ProcessId::value).toArray(Long[]::new))
                .query(ProcessRows::process)
                .list();
    }

    /** The active process that has this idempotency key. */
    public Optional<ProcessId> activeRun(Process.Owner owner, String idempotencyKey) {
        return inserts.activeRun(owner, idempotencyKey);
    }

    /** As {@link #insert} for many at once: the ids of those that were written, by their job. */
    public Map<UUID, ProcessId> insertAll(List<NewProcess> processes) {
        Map<UUID, ProcessId> written = inserts.insert(processes);
        List<NewProcess> fresh = processes.stream()
                .filter(process -> written.containsKey(process.jobId()))
                .toList();
        announce(fresh.stream()
                .filter(process -> process.owner().userId() != null)
                .flatMap(process -> Stream.ofNullable(written.get(process.jobId())))
                .toList());
        written.values().forEach(id -> listener.changed(id, true, false));
        listener.inserted(fresh);
        waits.inserted(fresh);
        return written;
    }

    /** As {@link #activeRun} for many at once, by the job that they would have had. */
    public Map<UUID, ProcessId> activeRuns(List<NewProcess> processes) {
        return inserts.activeRuns(processes);
    }

    /** Locks headers in the order of their ids until the transaction ends; unknown ids are left out. */
    public Map<ProcessId, Header> lock(Collection<ProcessId> ids) {
        return byId(
                jdbc.sql(LOCK).param("ids", ids.stream().map(ProcessId::value).toArray(Long[]::new)));
    }

    /** Locks what runs under a worker's name, in the order of the ids. */
    public Map<ProcessId, Header> lockRunning(String worker) {
        return byId(jdbc.sql(LOCK_RUNNING).param("worker", worker));
    }

    /** What runs under a worker's name, with its lease. */
    public Map<ProcessId, Long> running(String worker) {
        Map<ProcessId, Long> running = new LinkedHashMap<>();
        roles.asRuntime(() -> jdbc.sql(RUNNING)
                .param("worker", worker)
                .query((row, index) -> running.put(new ProcessId(row.getLong("id")), row.getLong("lease")))
                .list());
        return running;
    }

    /** The names of all workers under which something runs. */
    public Set<String> workersOfRunning() {
        return jdbc.sql(WORKERS_OF_RUNNING).query(String.class).set();
    }

    /**
     * Makes transitions of locked headers, at most one a process.
     *
     * @throws IllegalTransition if the state machine forbids one: the transaction must be rolled back
     */
    public void apply(Map<ProcessId, Header> locked, List<Transition> transitions) {
        if (transitions.isEmpty()) {
            return;
        }
        for (Transition transition : transitions) {
            ProcessStatus from = Objects.requireNonNull(locked.get(transition.id()), "not locked")
                    .status();
            if (!from.mayBecome(transition.to())) {
                throw new IllegalTransition(transition.id(), from, transition.to());
            }
        }
        int changed = TransitionArrays.bind(jdbc.sql(APPLY), transitions).update();
        if (changed != transitions.size()) {
            throw new IllegalStateException(
                    "the state machine refused " + (transitions.size() - changed) + " of " + transitions);
        }
        announce(transitions.stream()
                .filter(Transition::matters)
                .map(Transition::id)
                .filter(id -> Objects.requireNonNull(locked.get(id)).userId() != null)
                .toList());
        transitions.forEach(transition -> listener.changed(
                transition.id(),
                transition.to() == ProcessStatus.PENDING,
                transition.raisesLease() && transition.to() != ProcessStatus.RUNNING));
        listener.applied(locked, transitions);
        waits.changed(locked, transitions);
    }

    /** Says in a locked header and its log that another process takes back what this one did. */
    public void undoneBy(ProcessId id, ProcessId undo, @Nullable Long by) {
        undos.mark(id, undo, by);
        listener.changed(id, false, false);
    }

    /**
     * Records what a running job says of itself.
     *
     * @return false if the lease is lost: nothing was written and the job must stop
     */
    public boolean report(ProcessId id, long lease, Report report) {
        return heard(id, roles.asWriter(() -> reports.write(id, lease, report)));
    }

    /**
     * Records the items and the checkpoint of a chunk, in the chunk's transaction.
     *
     * @return false if the lease is lost: the transaction must be rolled back
     */
    public boolean record(ProcessId id, long lease, ChunkResult chunk, Report report) {
        return heard(id, roles.asWriter(() -> reports.write(id, lease, chunk, report)));
    }

    /** Says that somebody has worked on what a process waits for; nothing if it does not wait for review. */
    public void touch(ProcessId id) {
        reports.touch(id);
    }

    /** Reminds people of a process that waits for review, by an event {@code reminder}; false if it does not wait. */
    public boolean remind(ProcessId id, String message) {
        boolean written = heard(id, reports.remind(id, message));
        if (written) {
            announcements.remind(id);
        }
        return written;
    }

    private void announce(List<ProcessId> ids) {
        if (!ids.isEmpty()) {
            announcements.announce(ids);
        }
    }

    private boolean heard(ProcessId id, boolean written) {
        if (written) {
            listener.changed(id, false, false);
        }
        return written;
    }

    private static Map<ProcessId, Header> byId(JdbcClient.StatementSpec statement) {
        Map<ProcessId, Header> headers = new LinkedHashMap<>();
        statement
                .query((row, index) -> HeaderRows.read(row))
                .list()
                .forEach(header -> headers.put(header.id(), header));
        return headers;
    }
}
