package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.process.Transition;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Processes of a family whose own rows must agree with them: held while the family changes its rows, and ended with them.
 * Each method takes part in the caller's transaction.
 */
public final class HeldProcesses {

    private final RoleTransactions roles;
    private final ProcessLedger ledger;
    private final Trail trail;

    HeldProcesses(RoleTransactions roles, ProcessLedger ledger, Trail trail) {
        this.roles = roles;
        this.ledger = ledger;
        this.trail = trail;
    }

    /**
     * Locks headers, in the order of their ids, until the transaction ends.
     *
     * @return their statuses; unknown ids are left out
     */
    public Map<ProcessId, ProcessStatus> hold(Collection<ProcessId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return roles.asRuntime(() -> ledger.lock(ids).values().stream()
                .collect(Collectors.toMap(Header::id, Header::status, (one, same) -> one, LinkedHashMap::new)));
    }

    /**
     * Completes a process that waits for review, because the family has come to the end of what is reviewed.
     *
     * @param findings added to its summary
     * @throws IllegalTransition unless it waits for review
     */
    public void conclude(ProcessId id, Map<String, Object> findings) {
        roles.asRuntime(() -> {
            Map<ProcessId, Header> locked = ledger.lock(List.of(id));
            Header header = locked.get(id);
            if (header == null || header.status() != ProcessStatus.WAITING_REVIEW) {
                throw new IllegalTransition(
                        id, header == null ? ProcessStatus.CANCELLED : header.status(), ProcessStatus.COMPLETED);
            }
            Outcome outcome = header.failedItems() > 0 ? Outcome.PARTIALLY_SUCCEEDED : Outcome.SUCCEEDED;
            ledger.apply(locked, List.of(Transition.completed(id, outcome, summary(id, findings), List.of())));
            return id;
        });
    }

    /**
     * Says in the audit log what somebody did to what belongs to a process.
     *
     * @param action lower-case words, for example {@code item.decided}
     */
    public void acted(Scope scope, String action, ProcessId id, ObjectNode details) {
        roles.asRuntime(() -> {
            trail.acted(scope, action, id, details);
            return id;
        });
    }

    /** Says that a person has worked on what a process waits for, so that its review is not left. */
    public void touch(ProcessId id) {
        roles.asRuntime(() -> {
            ledger.touch(id);
            return id;
        });
    }

    /**
     * Reminds people of a process that waits for review, by an event {@code reminder} in its log.
     *
     * @return false if the process does not wait for review: nothing was written
     */
    public boolean remind(ProcessId id, String message) {
        return roles.asRuntime(() -> ledger.remind(id, message));
    }

    private Map<String, Object> summary(ProcessId id, Map<String, Object> findings) {
        Map<String, Object> both = new LinkedHashMap<>();
        JsonNode before = ledger.load(id).map(Process::summary).orElse(null);
        if (before != null) {
            before.properties().forEach(member -> both.put(member.getKey(), member.getValue()));
        }
        both.putAll(findings);
        return both;
    }
}
