package dev.waybill.shared.reviewpack;

import dev.waybill.shared.job.InputError;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Review packs as people see them. Each method is one transaction, the caller's own if there is one. */
public final class ReviewPacks {

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final ProcessQueue queue;

    ReviewPacks(JdbcClient jdbc, RoleTransactions roles, ProcessQueue queue) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.queue = queue;
    }

    /**
     * Enqueues a pack's generation, unless one of the tenant with the same options is under way.
     *
     * @param name for people; null takes a usual one
     * @return the process that generates it: the new one, or the one under way
     * @throws Refusal {@code invalid_input} for a tenant that the workspace does not have
     */
    public ProcessId create(Scope scope, long tenantId, ReviewPackOptions options, @Nullable String name) {
        return roles.asTenant(scope, () -> {
            long id = PackRows.nextId(jdbc);
            Submitted submitted = submit(submission(scope, tenantId, id, options, name));
            if (submitted.created()) {
                PackRows.insert(jdbc, id, workspace(scope), tenantId, submitted.id(), scope.userId(), options);
            }
            return submitted.id();
        });
    }

    /**
     * The pack.
     *
     * @throws Refusal {@code not_found} when the workspace has none
     */
    public ReviewPack find(Scope scope, long id) {
        return roles.asTenant(scope, () -> PackRows.find(jdbc, workspace(scope), id))
                .orElseThrow(() -> unknown(id));
    }

    /** The pack of whatever workspace: for who holds a link that was signed for it. */
    public Optional<ReviewPack> linked(long id) {
        return roles.asSystem(() -> PackRows.workspaceOf(jdbc, id))
                .flatMap(workspace -> roles.asTenant(
                        new Scope(workspace, null, Role.VIEWER, false), () -> PackRows.find(jdbc, workspace, id)));
    }

    /** The pack that this process generates; empty if it is none of these. */
    public Optional<ReviewPack> ofProcess(Scope scope, ProcessId process) {
        return roles.asTenant(scope, () -> PackRows.ofProcess(jdbc, workspace(scope), process.value()));
    }

    /** The newest pack of the tenant, whatever its status. */
    public Optional<ReviewPack> latest(Scope scope, long tenantId) {
        return list(scope, tenantId, Set.of(), Long.MAX_VALUE, 1).stream().findFirst();
    }

    /**
     * Packs, newest first.
     *
     * @param tenantId null for all
     * @param statuses none for all
     * @param before only ids under this one; {@link Long#MAX_VALUE} starts at the newest
     */
    public List<ReviewPack> list(
            Scope scope, @Nullable Long tenantId, Set<PackStatus> statuses, long before, int limit) {
        return roles.asTenant(scope, () -> PackRows.list(jdbc, workspace(scope), tenantId, statuses, before, limit));
    }

    private Submitted submit(Submission submission) {
        try {
            return queue.submit(submission);
        } catch (Refusal refused) {
            if (!refused.reasonCode().equals("unknown_tenant")) {
                throw refused;
            }
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "invalid_input",
                    refused.reason(),
                    List.of(new InputError("/tenant_id", refused.reason())));
        }
    }

    private static Submission submission(
            Scope scope, long tenant, long id, ReviewPackOptions options, @Nullable String name) {
        return Submission.of(scope, ReviewPackTypes.GENERATE, options)
                .ofTenant(tenant)
                .named(Objects.requireNonNullElse(name, "Review pack"))
                .relatedTo(ReviewPackTypes.RELATED_TYPE, id);
    }

    private static Refusal unknown(long id) {
        return new Refusal(Refusal.Kind.NOT_FOUND, "not_found", "There is no review pack " + id);
    }

    private static long workspace(Scope scope) {
        return Objects.requireNonNull(scope.workspaceId(), "a review pack has a workspace");
    }
}
