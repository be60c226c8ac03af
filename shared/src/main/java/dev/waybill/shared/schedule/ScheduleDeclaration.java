package dev.waybill.shared.schedule;

import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.queue.RecurringJobs;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;

/**
 * Tells the database and JobRunr at a worker's start what recurs. What this worker does not declare is taken away, unless
 * it is of a type that this worker does not know: that belongs to another application on the same database.
 */
final class ScheduleDeclaration implements SmartLifecycle {

    private final List<ScheduleDefinition> definitions;
    private final JobCatalog catalog;
    private final RoleTransactions roles;
    private final ScheduleRows rows;
    private final RecurringJobs recurring;
    private volatile boolean declared;

    ScheduleDeclaration(
            List<ScheduleDefinition> definitions,
            JobCatalog catalog,
            RoleTransactions roles,
            ScheduleRows rows,
            RecurringJobs recurring) {
        this.definitions = List.copyOf(definitions);
        this.catalog = catalog;
        this.roles = roles;
        this.rows = rows;
        this.recurring = recurring;
    }

    @Override
    public void start() {
        roles.<Object>asRetention(() -> {
            rows.takeTurn();
            Set<String> wanted =
                    definitions.stream().map(ScheduleDefinition::name).collect(Collectors.toSet());
            Set<String> dropped = rows.all().stream()
                    .filter(stored -> !wanted.contains(stored.name()))
                    .filter(stored ->
                            catalog.find(stored.type(), stored.subtype()).isPresent())
                    .map(ScheduleDefinition::name)
                    .collect(Collectors.toSet());
            rows.remove(dropped);
            definitions.forEach(rows::save);
            declare(wanted, dropped);
            return wanted;
        });
        declared = true;
    }

    private void declare(Set<String> wanted, Set<String> dropped) {
        List<RecurringJobs.Recurrence> enabled = definitions.stream()
                .filter(ScheduleDefinition::enabled)
                .map(one -> new RecurringJobs.Recurrence(one.name(), one.cron(), one.zone()))
                .toList();
        recurring.declare(enabled, name -> wanted.contains(name) || dropped.contains(name));
    }

    @Override
    public void stop() {
        declared = false;
    }

    @Override
    public boolean isRunning() {
        return declared;
    }

    /** Once the line for wake-ups stands, before anything is claimed. */
    @Override
    public int getPhase() {
        return 0;
    }
}
