package dev.waybill.shared.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Ticks;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits what a schedule runs, once for each due time: the time is remembered in the same transaction, so that a tick that
 * is repeated after its run has ended adds nothing.
 */
final class ScheduleTicks implements Ticks {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleTicks.class);

    /** How late a worker may be without having missed anything. */
    private static final Duration PUNCTUAL = Duration.ofMinutes(1);

    private final RoleTransactions roles;
    private final ScheduleRows rows;
    private final BulkSubmission bulk;
    private final Map<String, ScheduleTargets> targets;
    private final Clock clock;

    ScheduleTicks(
            RoleTransactions roles,
            ScheduleRows rows,
            BulkSubmission bulk,
            Collection<ScheduleTargets> targets,
            Clock clock) {
        this.roles = roles;
        this.rows = rows;
        this.bulk = bulk;
        this.targets = targets.stream().collect(Collectors.toMap(ScheduleTargets::label, Function.identity()));
        this.clock = clock;
    }

    @Override
    public void tick(String schedule, Instant due) {
        roles.<Object>asRetention(() -> {
            // one at a time, or two that are late would both make good what was missed
            Optional<ScheduleDefinition> definition = rows.lock(schedule).filter(ScheduleDefinition::enabled);
            if (definition.isEmpty()) {
                LOG.info("Schedule {} is due, but not declared any more", schedule);
            } else if (mayRun(definition.get(), due)) {
                submit(definition.get(), due);
            }
            return schedule;
        });
    }

    private boolean mayRun(ScheduleDefinition definition, Instant due) {
        Instant now = clock.instant();
        Instant oldest = now.minus(definition.catchUp()).minus(PUNCTUAL);
        if (due.isAfter(now.minus(PUNCTUAL))) {
            return true;
        }
        if (due.isBefore(oldest)) {
            LOG.warn("Schedule {} was due at {}; that is too long ago to make good", definition.name(), due);
            return false;
        }
        if (rows.ranSince(definition.name(), due, oldest)) {
            LOG.info("Schedule {} was due at {} and has run since then", definition.name(), due);
            return false;
        }
        return true;
    }

    private void submit(ScheduleDefinition definition, Instant due) {
        List<Submission> all = submissions(definition, due);
        Set<ScheduleRows.Whom> fresh = rows.remember(
                definition.name(), due, all.stream().map(ScheduleTicks::whom).toList());
        List<Submission> submissions =
                all.stream().filter(one -> fresh.contains(whom(one))).toList();
        link(definition, due, submissions, bulk.each(submissions));
    }

    private void link(
            ScheduleDefinition definition, Instant due, List<Submission> submissions, List<BulkSubmission.Line> lines) {
        List<ScheduleRows.Whom> whom = new ArrayList<>();
        List<ProcessId> processes = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            switch (lines.get(index)) {
                case BulkSubmission.Line.Accepted accepted -> {
                    whom.add(whom(submissions.get(index)));
                    processes.add(accepted.submitted().id());
                }
                case BulkSubmission.Line.Refused refused ->
                    LOG.error(
                            "What schedule {} submits is refused: {} {}",
                            definition.name(),
                            refused.refusal().reasonCode(),
                            refused.refusal().reason());
            }
        }
        rows.link(definition.name(), due, whom, processes);
    }

    private List<Submission> submissions(ScheduleDefinition definition, Instant due) {
        ScheduleTargets many = definition.workspaceId() == null ? targets.get(definition.label()) : null;
        if (many == null) {
            Scope scope = new Scope(definition.workspaceId(), null);
            return List.of(submission(definition, due, scope, definition.tenantId(), definition.input()));
        }
        return many.targets(definition.input()).stream()
                .map(target -> submission(
                        definition, due, new Scope(target.workspaceId(), null), target.tenantId(), target.input()))
                .toList();
    }

    private Submission submission(
            ScheduleDefinition definition, Instant due, Scope scope, @Nullable Long tenant, ObjectNode input) {
        ObjectNode context = JobJson.MAPPER.createObjectNode();
        context.put("schedule", definition.name()).put("due_at", due.toString());
        Submission submission = Submission.of(scope, definition.type(), definition.subtype(), input)
                .named("Schedule " + definition.name())
                .ofTenant(tenant)
                .inContext(context)
                .onceAtATime("schedule:" + definition.name() + ":" + due);
        return due.isAfter(clock.instant()) ? submission.notBefore(due) : submission;
    }

    private static ScheduleRows.Whom whom(Submission submission) {
        return new ScheduleRows.Whom(submission.scope().workspaceId(), submission.tenantId());
    }
}
