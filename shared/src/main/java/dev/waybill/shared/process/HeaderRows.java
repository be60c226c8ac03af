package dev.waybill.shared.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The part of a header that a transition is decided from, read. */
final class HeaderRows {

    static final String COLUMNS = """
            id, status, job_id, lease, version, type, subtype, workspace_id, user_id, attempts, attempts_spent,
            max_attempts, interruptions, failed_items, queue, concurrency_key, parent_id
            """;

    private HeaderRows() {}

    static Header read(ResultSet row) throws SQLException {
        return new Header(
                new ProcessId(row.getLong("id")),
                ProcessStatus.of(row.getString("status")),
                row.getObject("job_id", UUID.class),
                row.getLong("lease"),
                row.getLong("version"),
                row.getString("type"),
                row.getString("subtype"),
                row.getObject("workspace_id", Long.class),
                row.getObject("user_id", Long.class),
                row.getInt("attempts"),
                row.getInt("attempts_spent"),
                row.getInt("max_attempts"),
                row.getInt("interruptions"),
                row.getLong("failed_items"),
                row.getString("queue"),
                row.getString("concurrency_key"),
                row.getObject("parent_id", Long.class));
    }
}
