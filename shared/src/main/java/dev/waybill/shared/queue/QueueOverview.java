package dev.waybill.shared.queue;

import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Backlogs;
import dev.waybill.shared.process.EndedProcesses;
import dev.waybill.shared.process.QueueBacklog;
import dev.waybill.shared.process.QueueDepth;
import dev.waybill.shared.process.QueuePlaces;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How full the queues are for a workspace, and who serves them. */
public final class QueueOverview {

    private final JobCatalog catalog;
    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final QueuePlaces places;
    private final Backlogs backlogs;
    private final EndedProcesses ended;

    QueueOverview(
            JobCatalog catalog, JdbcClient jdbc, RoleTransactions roles, QueuePlaces places, EndedProcesses ended) {
        this.catalog = catalog;
        this.jdbc = jdbc;
        this.roles = roles;
        this.places = places;
        this.backlogs = new Backlogs(jdbc);
        this.ended = ended;
    }

    /** @param workers how many live and serve it */
    public record Queue(QueueDepth depth, long workers) {}

    /**
     * What is in the queues over all workspaces.
     *
     * @param backlogs of every type that is known here, and of whatever else waits or runs
     * @param workers how many live and take from a queue, by its name
     */
    public record Everywhere(List<QueueBacklog> backlogs, Map<String, Long> workers) {
        public Everywhere {
            backlogs = List.copyOf(backlogs);
            workers = Map.copyOf(workers);
        }
    }

    /** For the node itself, which has no workspace: no request may be shown it. */
    public Everywhere everywhere() {
        return roles.asRuntime(() -> {
            Map<List<String>, QueueBacklog> all = new LinkedHashMap<>();
            catalog.types().forEach(type -> put(all, QueueBacklog.none(type.queue(), type.label())));
            backlogs.read().forEach(backlog -> put(all, backlog));
            Map<String, Long> workers = new LinkedHashMap<>();
            queues().forEach(queue -> workers.put(queue, WorkerRows.serving(jdbc, queue)));
            return new Everywhere(List.copyOf(all.values()), workers);
        });
    }

    private static void put(Map<List<String>, QueueBacklog> all, QueueBacklog one) {
        all.put(List.of(one.queue(), one.label()), one);
    }

    private List<String> queues() {
        return catalog.types().stream().map(JobType::queue).distinct().sorted().toList();
    }

    /** The queues of all types that are known here, by name. */
    public List<Queue> of(Scope scope) {
        List<String> queues = queues();
        return roles.asRuntime(() -> places.depths(scope.workspaceId(), queues).stream()
                .map(depth -> new Queue(depth, WorkerRows.serving(jdbc, depth.queue())))
                .toList());
    }

    /** What has ended in each queue of late. */
    public EndedProcesses.Ended ended(Scope scope) {
        return roles.asRuntime(() -> ended.of(scope.workspaceId()));
    }
}
