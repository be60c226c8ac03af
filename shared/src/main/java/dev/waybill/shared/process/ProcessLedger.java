package dev.waybill.shared.process;

import static java.util.Comparator.comparing;

import dev.waybill.shared.database.Question;
import dev.waybill.shared.database.RoundTrip;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    private static final String AUDITED = "UPDATE processes SET audit_log_id = :entry WHERE id = ANY(:ids)";

    private static final String LOAD = "SELECT " + ProcessRows.PROCESS_COLUMNS + " FROM processes WHERE id = :id";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final LedgerListener listener;
    private final Announcements announcements;
    private final Reports reports;
    private final RoundTrip trip;
    private final InsertRows inserts;
    private final UndoRows undos;
    private final Waits waits;

    public ProcessLedger(
            JdbcClient jdbc,
            RoundTrip trip,
            RoleTransactions roles,
            LedgerListener listener,
            Announcements announcements) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.listener = listener;
        this.announcements = announcements;
        this.reports = new Reports(jdbc);
        this.trip = trip;
        this.inserts = new InsertRows(jdbc, trip);
        this.undos = new UndoRows(jdbc);
        this.waits = new Waits(jdbc, listener);
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
        return roles.asRuntime(() -> jdbc.sql(LOAD)
                .param("id", id.value())
                .query(ProcessRows::process)
                .optional());
    }

    /** The active process that has this idempotency key. */
    public Optional<ProcessId> activeRun(Process.Owner owner, String idempotencyKey) {
        return inserts.activeRun(owner, idempotencyKey);
    }

    /** Ids for so many new processes, in the order in which they count as written. */
    public static Question<ProcessId> newIds(int processes) {
        return InsertRows.newIds(processes);
    }

    /**
     * Writes headers in {@code pending} with their {@code queued} events.
     *
     * @param beside asked after it, in the same round trip
     * @return those that were written; those whose idempotency key an active process has are left out
     */
    public Set<ProcessId> insertAll(List<NewProcess> processes, Question<?> beside) {
        Set<ProcessId> written = inserts.insert(processes, beside);
        List<NewProcess> fresh = processes.stream()
                .filter(process -> written.contains(process.id()))
                .toList();
        announce(fresh.stream()
                .filter(process -> process.owner().userId() != null)
                .map(NewProcess::id)
                .toList());
        written.forEach(id -> listener.changed(id, true, false));
        listener.inserted(fresh);
        waits.inserted(fresh);
        return written;
    }

    /** As {@link #activeRun} for many at once, by those in whose place they are. */
    public Map<ProcessId, ProcessId> activeRuns(List<NewProcess> processes) {
        return inserts.activeRuns(processes);
    }

    /** Locks headers in the order of their ids until the transaction ends; unknown ids are left out. */
    public Map<ProcessId, Header> lock(Collection<ProcessId> ids) {
        return read(
                jdbc.sql(LOCK).param("ids", ids.stream().map(ProcessId::value).toArray(Long[]::new)));
    }

    /** Locks what runs under a worker's name, in the order of the ids. */
    public Map<ProcessId, Header> lockRunning(String worker) {
        return read(jdbc.sql(LOCK_RUNNING).param("worker", worker));
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
        if (!transitions.isEmpty()) {
            requireAllowed(locked, transitions);
            applied(
                    locked,
                    transitions,
                    TransitionRows.applying(transitions, Map.of()).ask(jdbc).size());
        }
    }

    /**
     * The same.
     *
     * @param beside asked after it, in the same round trip
     * @return the processes as they are now, and the other answer
     */
    public <T> Applied<T> applyAndLoad(
            Map<ProcessId, Header> locked, List<Transition> transitions, Question<T> beside) {
        if (transitions.isEmpty()) {
            return new Applied<>(List.of(), beside.ask(jdbc));
        }
        requireAllowed(locked, transitions);
        Question<Process> applying = TransitionRows.applyingToLocked(transitions);
        RoundTrip.Answers answers = trip.ask(applying, beside);
        applied(locked, transitions, answers.to(applying).size());
        return new Applied<>(answers.to(applying), answers.to(beside));
    }

    /** Processes after their transitions, and what was answered beside. */
    public record Applied<T>(List<Process> processes, List<T> beside) {}

    /**
     * Makes transitions of attempts that run under these leases, without a look before; in the order of the ids, in which
     * everybody locks headers.
     *
     * @param beside asked after it, in the same round trip
     * @return the other answer; empty unless all of them did: then nothing may be committed
     */
    public <T> Optional<List<T>> applyHeld(
            List<Transition> transitions, Map<ProcessId, Long> leases, Question<T> beside) {
        List<Transition> ordered =
                transitions.stream().sorted(comparing(Transition::id)).toList();
        Question<Header> applying = TransitionRows.applying(ordered, leases);
        RoundTrip.Answers answers = trip.ask(applying, beside);
        Map<ProcessId, Header> changed = byId(answers.to(applying));
        if (changed.size() < transitions.size()) {
            return Optional.empty();
        }
        applied(changed, transitions, changed.size());
        return Optional.of(answers.to(beside));
    }

    private static void requireAllowed(Map<ProcessId, Header> locked, List<Transition> transitions) {
        for (Transition transition : transitions) {
            ProcessStatus from = Objects.requireNonNull(locked.get(transition.id()), "not locked")
                    .status();
            if (!from.mayBecome(transition.to())) {
                throw new IllegalTransition(transition.id(), from, transition.to());
            }
        }
    }

    private void applied(Map<ProcessId, Header> headers, List<Transition> transitions, int changed) {
        if (changed != transitions.size()) {
            throw new IllegalStateException(
                    "the state machine refused " + (transitions.size() - changed) + " of " + transitions);
        }
        announce(transitions.stream()
                .filter(Transition::matters)
                .map(Transition::id)
                .filter(id -> Objects.requireNonNull(headers.get(id)).userId() != null)
                .toList());
        transitions.forEach(transition -> listener.changed(
                transition.id(),
                transition.to() == ProcessStatus.PENDING,
                transition.raisesLease() && transition.to() != ProcessStatus.RUNNING));
        listener.applied(headers, transitions);
        waits.changed(headers, transitions);
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

    private static Map<ProcessId, Header> read(JdbcClient.StatementSpec statement) {
        return byId(statement.query((row, index) -> HeaderRows.read(row)).list());
    }

    private static Map<ProcessId, Header> byId(List<Header> list) {
        Map<ProcessId, Header> headers = new LinkedHashMap<>();
        list.forEach(header -> headers.put(header.id(), header));
        return headers;
    }
}
