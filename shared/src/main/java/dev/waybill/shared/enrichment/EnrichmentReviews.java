package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enrichments as people see them. Each method is one transaction, the caller's own if there is one; the process's header is
 * locked first. All throw {@link Refusal} {@code not_found} for what is not in the workspace.
 */
public final class EnrichmentReviews {

    /** From the best. */
    public static final List<String> CONFIDENCES = List.of("high", "medium", "low");

    private static final Set<EnrichmentStatus> OPEN =
            EnumSet.of(EnrichmentStatus.PENDING_REVIEW, EnrichmentStatus.APPROVED);
    private static final Set<EnrichmentStatus> DECIDABLE =
            EnumSet.of(EnrichmentStatus.PENDING_REVIEW, EnrichmentStatus.APPROVED, EnrichmentStatus.REJECTED);

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ProcessReader reader;
    private final HeldProcesses processes;
    private final ReviewEnd end;

    EnrichmentReviews(
            JdbcClient jdbc,
            RoleTransactions roles,
            ProcessReader reader,
            HeldProcesses processes,
            Enrichments enrichments) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.reader = reader;
        this.processes = processes;
        this.end = new ReviewEnd(enrichments);
    }

    /** The process, if it is an enrichment. */
    public Process process(Scope scope, ProcessId id) {
        return reader.find(scope, id)
                .filter(found -> EnrichmentTypes.labels().contains(found.kind().label()))
                .orElseThrow(
                        () -> new Refusal(Refusal.Kind.NOT_FOUND, "not_found", "There is no enrichment process " + id));
    }

    /** How many items it has by status; every status is there. */
    public Map<EnrichmentStatus, Long> counts(Scope scope, ProcessId id) {
        return roles.asTenant(scope, () -> EnrichmentRows.count(jdbc, workspace(scope), id.value()));
    }

    /**
     * Items in their order.
     *
     * @param status only those in it; null for all
     * @param confidence only those with it; null for all
     * @param after only those behind this index; -1 starts at the first
     */
    public List<EnrichmentItem> items(
            Scope scope,
            ProcessId id,
            @Nullable EnrichmentStatus status,
            @Nullable String confidence,
            long after,
            int limit) {
        Set<EnrichmentStatus> statuses = status == null ? Set.of() : Set.of(status);
        return roles.asTenant(
                scope,
                () -> EnrichmentRows.list(jdbc, workspace(scope), id.value(), statuses, confidence, after, limit));
    }

    /** An item. */
    public EnrichmentItem item(Scope scope, ProcessId process, long id) {
        return roles.asTenant(scope, () -> EnrichmentRows.find(jdbc, workspace(scope), process.value(), id))
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.NOT_FOUND, "not_found", "Enrichment " + process + " has no item " + id));
    }

    /**
     * Approves, rejects, reopens or edits a suggestion. With the last decision everything that is approved is written and
     * the process completes.
     *
     * @return the item as it is now
     * @throws Refusal {@code not_in_review}, {@code item_not_open}, {@code item_invalid}, {@code stale}
     */
    public EnrichmentItem decide(Scope scope, ProcessId process, long id, EnrichmentDecision decision) {
        return roles.asTenant(scope, () -> {
            Process held = reviewable(scope, process);
            EnrichmentItem item = item(scope, process, id);
            requireDecidable(item, decision.expectedVersion());
            EnrichmentStatus status = Objects.requireNonNullElse(decision.status(), item.status());
            ObjectNode edits = decision.edits() ? edited(held, item, decision.userState()) : item.userState();
            EnrichmentRows.decide(jdbc, workspace(scope), process.value(), id, status, edits, scope.userId());
            ObjectNode details = JobJson.MAPPER.createObjectNode().put("item_id", id);
            details.put("status", status.word()).put("edited", decision.edits());
            processes.acted(scope, "item.decided", process, details);
            finishIfDecided(scope, held);
            return item(scope, process, id);
        });
    }

    /** As below, whatever the version. */
    public int approveAll(Scope scope, ProcessId process, String least) {
        return approveAll(scope, process, least, null);
    }

    /**
     * Approves every suggestion that nobody has decided on and that is at least as certain. If none is open after that,
     * everything that is approved is written and the process completes.
     *
     * @param least high, medium or low
     * @param expectedVersion of the process; null for any
     * @return how many
     * @throws Refusal {@code not_in_review}, {@code stale}
     */
    public int approveAll(Scope scope, ProcessId process, String least, @Nullable Long expectedVersion) {
        return roles.asTenant(scope, () -> {
            Process held = reviewable(scope, process, expectedVersion);
            int approved = EnrichmentRows.decideAll(
                    jdbc,
                    workspace(scope),
                    process.value(),
                    Set.of(EnrichmentStatus.PENDING_REVIEW),
                    EnrichmentStatus.APPROVED,
                    CONFIDENCES.subList(0, CONFIDENCES.indexOf(least) + 1),
                    scope.userId());
            ObjectNode details = JobJson.MAPPER.createObjectNode().put("approved", approved);
            processes.acted(scope, "items.approved", process, details.put("confidence", least));
            finishIfDecided(scope, held);
            return approved;
        });
    }

    /** As below, whatever the version. */
    public void apply(Scope scope, ProcessId process) {
        apply(scope, process, null);
    }

    /**
     * Ends the review: what is approved is written, what nobody decided on is rejected, what the model was not asked about
     * is left, and the process completes.
     *
     * @param expectedVersion of the process; null for any
     * @throws Refusal {@code not_in_review}, {@code stale}
     */
    public void apply(Scope scope, ProcessId process, @Nullable Long expectedVersion) {
        roles.asTenant(scope, () -> {
            Process held = reviewable(scope, process, expectedVersion);
            processes.acted(scope, "items.applied", process, JobJson.MAPPER.createObjectNode());
            processes.conclude(process, end.write(jdbc, held, order(held).kind(), scope.userId()));
            return process;
        });
    }

    /** Approves what is open and writes it, for a decision about the process as a whole; the caller completes it. */
    Map<String, Object> approveAndFinish(Scope scope, ProcessId process) {
        return roles.asTenant(scope, () -> {
            EnrichmentRows.decideAll(
                    jdbc,
                    workspace(scope),
                    process.value(),
                    Set.of(EnrichmentStatus.PENDING_REVIEW),
                    EnrichmentStatus.APPROVED,
                    List.of(),
                    scope.userId());
            Process held = process(scope, process);
            Map<String, Object> summary = new LinkedHashMap<>();
            JsonNode before = held.summary();
            if (before != null) {
                before.properties().forEach(member -> summary.put(member.getKey(), member.getValue()));
            }
            summary.putAll(end.write(jdbc, held, order(held).kind(), scope.userId()));
            return summary;
        });
    }

    /** Rejects what is open, for a process that is given up. */
    void reject(Scope scope, ProcessId process) {
        roles.asTenant(
                scope,
                () -> EnrichmentRows.decideAll(
                        jdbc,
                        workspace(scope),
                        process.value(),
                        OPEN,
                        EnrichmentStatus.REJECTED,
                        List.of(),
                        scope.userId()));
    }

    private void finishIfDecided(Scope scope, Process held) {
        Map<EnrichmentStatus, Long> counts = counts(scope, held.id());
        long open = counts.getOrDefault(EnrichmentStatus.PENDING_REVIEW, 0L)
                + counts.getOrDefault(EnrichmentStatus.SELECTED, 0L);
        if (open == 0) {
            processes.conclude(held.id(), end.write(jdbc, held, order(held).kind(), scope.userId()));
        }
    }

    private static ObjectNode edited(Process held, EnrichmentItem item, @Nullable ObjectNode edits) {
        if (edits == null) {
            return JobJson.MAPPER.createObjectNode();
        }
        EnrichmentOrder order = order(held);
        List<InputError> errors = new ArrayList<>();
        edits.fieldNames().forEachRemaining(name -> {
            if (!order.columns().contains(name)) {
                errors.add(new InputError("/user_state/" + name, "was not asked for"));
            }
        });
        List<String> unusable = new ArrayList<>();
        ObjectNode values = SuggestionRules.edited(order, Objects.requireNonNull(item.beforeState()), edits, unusable);
        if (errors.isEmpty()) {
            unusable.forEach(name -> errors.add(new InputError("/user_state/" + name, "cannot be used")));
        }
        if (!errors.isEmpty() || values == null) {
            throw new Refusal(
                    Refusal.Kind.INVALID, "item_invalid", "Item " + item.id() + " cannot be changed so", errors);
        }
        return values;
    }

    private static void requireDecidable(EnrichmentItem item, @Nullable Long expected) {
        if (expected != null && expected != item.version()) {
            throw new Refusal(Refusal.Kind.STALE, "stale", "Item " + item.id() + " is at version " + item.version());
        }
        if (!DECIDABLE.contains(item.status())) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    "item_not_open",
                    "Item " + item.id() + " is " + item.status().word());
        }
    }

    private Process reviewable(Scope scope, ProcessId id) {
        return reviewable(scope, id, null);
    }

    private Process reviewable(Scope scope, ProcessId id, @Nullable Long expectedVersion) {
        process(scope, id);
        ProcessStatus status = processes.hold(List.of(id)).get(id);
        long version = process(scope, id).version();
        if (expectedVersion != null && expectedVersion != version) {
            throw new Refusal(Refusal.Kind.STALE, "stale", "Enrichment " + id + " is at version " + version);
        }
        if (status != ProcessStatus.WAITING_REVIEW) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT, "not_in_review", "Enrichment " + id + " does not wait for a review");
        }
        processes.touch(id);
        return process(scope, id);
    }

    static EnrichmentOrder order(Process process) {
        try {
            Class<? extends EnrichmentInput> input = process.kind().label().equals(EnrichmentTypes.LOCATIONS.label())
                    ? LocationImprovement.class
                    : ProductEnrichment.class;
            return JobJson.MAPPER.treeToValue(process.input(), input).order();
        } catch (JsonProcessingException stored) {
            throw new IllegalStateException("process " + process.id() + " has an input that cannot be read", stored);
        }
    }

    private static long workspace(Scope scope) {
        return Objects.requireNonNull(scope.workspaceId(), "an enrichment has a workspace");
    }
}
