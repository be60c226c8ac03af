package dev.waybill.shared.queue;

import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.EndedProcesses;
import dev.waybill.shared.process.QueueDepth;
import dev.waybill.shared.process.QueuePlaces;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How full the queues are for a workspace, and who serves them. */
public final class QueueOverview {

    private final JobCatalog catalog;
    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final QueuePlaces places;
    private final EndedProcesses ended;

    QueueOverview(
            JobCatalog catalog, JdbcClient jdbc, RoleTransactions roles, QueuePlaces places, EndedProcesses ended) {
        this.catalog = catalog;
        this.jdbc = jdbc;
        this.roles = roles;
        this.places = places;
        this.ended = ended;
    }

    /** @param workers how many live and serve it */
    public record Queue(QueueDepth depth, long workers) {}

    /** The queues of all types that are known here, by name. */
    public List<Queue> of(Scope scope) {
        List<String> queues =
                catalog.types().stream().map(JobType::queue).distinct().sorted().toList();
        return roles.asRuntime(() -> places.depths(scope.workspaceId(), queues).stream()
                .map(depth -> new Queue(depth, WorkerRows.serving(jdbc, depth.queue())))
                .toList());
    }

    /** What has ended in each queue of late. */
    public EndedProcesses.Ended ended(Scope scope) {
        return roles.asRuntime(() -> ended.of(scope.workspaceId()));
    }
}
