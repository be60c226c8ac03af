package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.schedule.ScheduleTargets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A scheduled comparison is made for every scope of every tenant that has two complete runs to compare. */
final class DriftTargets implements ScheduleTargets {

    private static final String COMPARABLE = """
            SELECT workspace_id, tenant_id, selection_hash FROM inventory_sync_runs WHERE status = 'completed'
            GROUP BY workspace_id, tenant_id, selection_hash HAVING count(*) > 1
            ORDER BY workspace_id, tenant_id, selection_hash
            """;

    private final JdbcClient jdbc;

    DriftTargets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String label() {
        return InventoryTypes.DRIFT.label();
    }

    @Override
    public List<Target> targets(ObjectNode input) {
        return jdbc.sql(COMPARABLE)
                .query((row, index) -> new Target(
                        row.getLong("workspace_id"),
                        row.getLong("tenant_id"),
                        input.deepCopy().put("scope_key", row.getString("selection_hash"))))
                .list();
    }
}
