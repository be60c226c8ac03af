package dev.waybill.api;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.Report;
import dev.waybill.shared.process.Transition;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationContext;

/** Moves processes as a worker would, through the real ledger. */
public final class TestDriver {

    private final ProcessLedger ledger;
    private final RoleTransactions roles;

    TestDriver(ApplicationContext context) {
        this.ledger = context.getBean(ProcessLedger.class);
        this.roles = context.getBean(RoleTransactions.class);
    }

    public void start(long id) {
        apply(id, Transition.started(new ProcessId(id), "test-worker"));
    }

    public void complete(long id) {
        apply(id, Transition.completed(new ProcessId(id), Outcome.SUCCEEDED, Map.of("done", true), List.of()));
    }

    public void fail(long id) {
        apply(
                id,
                Transition.failed(
                        new ProcessId(id), "broken", "It broke", List.of(Failure.of("broken", "It broke")), false));
    }

    public void awaitReview(long id) {
        apply(id, Transition.awaitsReview(new ProcessId(id), Map.of("found", 3)));
    }

    /** An event of the job's own. */
    public void note(long id, String message) {
        report(id, new Report(null, null, "note", message));
    }

    /** A change of the header without an event. */
    public void step(long id, String step) {
        report(id, new Report(step, null, null, null));
    }

    public void items(long id, ItemResult... items) {
        boolean mine = roles.asRuntime(() -> ledger.record(
                new ProcessId(id), header(id).lease(), new ChunkResult(List.of(items), null), Report.NONE));
        require(mine);
    }

    private void report(long id, Report report) {
        boolean mine = roles.asRuntime(
                () -> ledger.report(new ProcessId(id), header(id).lease(), report));
        require(mine);
    }

    private void apply(long id, Transition transition) {
        roles.asRuntime(() -> {
            Map<ProcessId, Header> locked = ledger.lock(List.of(new ProcessId(id)));
            ledger.apply(locked, List.of(transition));
            return id;
        });
    }

    private Header header(long id) {
        ProcessId processId = new ProcessId(id);
        return Objects.requireNonNull(ledger.lock(List.of(processId)).get(processId));
    }

    private static void require(boolean mine) {
        if (!mine) {
            throw new IllegalStateException("the process is not running");
        }
    }
}
