package dev.waybill.shared.files;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Files that nothing refers to: no row of another table by a foreign key, and no process that names them in its input, its
 * checkpoint or its summary. Works as the retention role.
 */
public final class UnusedFiles {

    private static final String MARK = "file_uses";

    private static final String SEEN_UNTIL = """
            SELECT COALESCE((SELECT seen_until FROM housekeeping_marks WHERE name = :mark) - interval '10 minutes',
                (SELECT min(updated_at) FROM processes))
            """;

    private static final String NOTE_USES = """
            INSERT INTO file_uses (workspace_id, process_id, file_id)
            SELECT DISTINCT p.workspace_id, p.id, m[1]::uuid
            FROM processes p
            CROSS JOIN LATERAL regexp_matches(concat_ws(' ', p.input_payload::text, p.checkpoint::text, p.summary::text),
                '([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})', 'g') AS m
            WHERE p.workspace_id IS NOT NULL AND p.updated_at >= :from
                AND p.updated_at < :from::timestamptz + interval '1 hour'
            ON CONFLICT DO NOTHING
            """;

    private static final String SET_MARK = """
            INSERT INTO housekeeping_marks (name, seen_until)
            VALUES (:mark, LEAST(:from::timestamptz + interval '1 hour', waybill_now()))
            ON CONFLICT (name) DO UPDATE SET seen_until = excluded.seen_until
            RETURNING seen_until >= waybill_now()
            """;

    /** Every foreign key to files, as a condition; what a sibling table adds later is found too. */
    private static final String REFERENCES = """
            SELECT format('AND NOT EXISTS (SELECT FROM %s r WHERE r.%I = f.id)', c.conrelid::regclass, a.attname)
            FROM pg_constraint c
            CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k(own, others)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
            JOIN pg_attribute o ON o.attrelid = c.confrelid AND o.attnum = k.others
            WHERE c.contype = 'f' AND c.confrelid = 'files'::regclass AND o.attname = 'id'
                AND c.conrelid <> 'file_chunks'::regclass
            ORDER BY 1
            """;

    private static final String FIND = """
            SELECT f.id, f.workspace_id FROM files f
            WHERE f.id > :after AND f.created_at < waybill_now() - make_interval(secs => :seconds)
                AND NOT EXISTS (SELECT FROM file_uses u WHERE u.file_id = f.id)
            """;

    private static final String IN_ORDER = " ORDER BY f.id LIMIT :limit";

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    private final @Nullable DirectorySweep directory;

    /** @param directory null where no files are kept in one */
    UnusedFiles(JdbcClient jdbc, RoleTransactions roles, @Nullable DirectorySweep directory) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.directory = directory;
    }

    /** A file, complete or not. */
    public record Unused(UUID id, long workspaceId) {}

    /**
     * Notes which files processes name that changed since this was last called, an hour of their changes at a time.
     *
     * @return whether there is more to note; until there is not, {@link #find} says too much
     */
    public boolean noteUses() {
        return roles.asRetention(() -> {
            OffsetDateTime from = jdbc.sql(SEEN_UNTIL)
                    .param("mark", MARK)
                    .query((row, index) -> row.getObject(1, OffsetDateTime.class))
                    .optional()
                    .orElse(null);
            if (from == null) {
                return false;
            }
            jdbc.sql(NOTE_USES).param("from", from).update();
            return !jdbc.sql(SET_MARK)
                    .param("mark", MARK)
                    .param("from", from)
                    .query(Boolean.class)
                    .single();
        });
    }

    /**
     * Files of at least this age that nothing refers to, in the order of their ids.
     *
     * @param after only ids above this one
     */
    public List<Unused> find(Duration age, UUID after, int limit) {
        return roles.asRetention(() -> {
            String references =
                    jdbc.sql(REFERENCES).query(String.class).list().stream().collect(Collectors.joining("\n    "));
            return jdbc.sql(FIND + references + IN_ORDER)
                    .param("after", after)
                    .param("seconds", age.toMillis() / 1000.0)
                    .param("limit", limit)
                    .query(Unused.class)
                    .list();
        });
    }

    /**
     * Removes what a crash has left in the directory of this node, if it has one.
     *
     * @param age since when it has not been written to
     * @return how many files that were
     */
    public long sweepDirectory(Duration age) throws IOException {
        return directory == null ? 0 : directory.sweep(age);
    }
}
