package dev.waybill.shared.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tenants exist that submissions name: in a set, one unknown would refuse all. */
final class KnownTenants {

    private static final String AMONG = "SELECT workspace_id, id FROM tenants WHERE id = ANY(:ids)";

    private final JdbcClient jdbc;

    KnownTenants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Known among(List<Submission> submissions) {
        Long[] ids = submissions.stream()
                .map(Submission::tenantId)
                .filter(id -> id != null)
                .distinct()
                .toArray(Long[]::new);
        if (ids.length == 0) {
            return new Known(Set.of());
        }
        return new Known(new HashSet<>(
                jdbc.sql(AMONG).param("ids", ids).query(Tenant.class).list()));
    }

    /** Those that were found. */
    record Known(Set<Tenant> tenants) {

        /** @throws Refusal {@code unknown_tenant} */
        void require(Submission submission) {
            Long tenant = submission.tenantId();
            Long workspace = submission.scope().workspaceId();
            if (tenant != null && (workspace == null || !tenants.contains(new Tenant(workspace, tenant)))) {
                throw UnknownTenant.refusal(submission);
            }
        }
    }

    record Tenant(long workspaceId, long id) {}
}
