package dev.waybill.shared.process;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes all that the ledger has of processes as NDJSON: a line {@code {"process": …}} with every column, then its
 * {@code {"event": …}} lines by seq and its {@code {"item": …}} lines by index.
 */
public final class ProcessExport {

    private static final int PAGE = 1_000;

    private static final String HEADER =
            "SELECT jsonb_build_object('process', to_jsonb(p))::text FROM processes p WHERE id = :id";

    private static final String EVENTS = """
            SELECT seq AS key, jsonb_build_object('event', to_jsonb(e))::text AS line FROM process_events e
            WHERE process_id = :id AND seq > :after ORDER BY seq LIMIT :limit
            """;

    private static final String ITEMS = """
            SELECT item_index AS key, jsonb_build_object('item', to_jsonb(i))::text AS line FROM process_items i
            WHERE process_id = :id AND item_index > :after ORDER BY item_index LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    public ProcessExport(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /** Writes one process that has ended, whatever workspace it belongs to. */
    public void write(ProcessId id, Writer target) throws IOException {
        for (String line : roles.asRetention(() ->
                jdbc.sql(HEADER).param("id", id.value()).query(String.class).list())) {
            target.append(line).append('\n');
        }
        pages(EVENTS, id, target);
        pages(ITEMS, id, target);
    }

    private void pages(String sql, ProcessId id, Writer target) throws IOException {
        List<Line> page;
        long after = -1;
        do {
            long from = after;
            page = roles.asRetention(() -> jdbc.sql(sql)
                    .param("id", id.value())
                    .param("after", from)
                    .param("limit", PAGE)
                    .query(Line.class)
                    .list());
            for (Line line : page) {
                target.append(line.line).append('\n');
                after = line.key;
            }
        } while (page.size() == PAGE);
    }

    private record Line(long key, String line) {}
}
