package dev.waybill.shared.reviewpack;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files of packs that nobody may read any more, in all workspaces. Each method is a transaction of its own. */
public final class EndedPacks {

    private static final String DUE = """
            SELECT id AS pack_id, workspace_id, file_id FROM review_packs
            WHERE file_id IS NOT NULL AND expires_at <= waybill_now() AND id > :after
            ORDER BY id LIMIT :limit
            """;

    private static final String ABANDONED = """
            SELECT k.id AS pack_id, k.workspace_id, k.writing_file_id AS file_id
            FROM review_packs k LEFT JOIN processes p ON p.id = k.operation_run_id
            WHERE k.writing_file_id IS NOT NULL AND (p.id IS NULL OR p.status IN ('completed', 'failed', 'cancelled'))
                AND k.id > :after
            ORDER BY k.id LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final FileStore files;

    EndedPacks(JdbcClient jdbc, RoleTransactions roles, FileStore files) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.files = files;
    }

    /** A pack with a file that is to go. */
    public record Ended(long packId, long workspaceId, UUID fileId) {}

    /**
     * Packs whose time is over, by id.
     *
     * @param after only ids above this one
     */
    public List<Ended> due(long after, int limit) {
        return find(DUE, after, limit);
    }

    /** Packs whose process has ended with a file half written, by id. */
    public List<Ended> abandoned(long after, int limit) {
        return find(ABANDONED, after, limit);
    }

    /**
     * Marks the pack as expired and deletes its file.
     *
     * @return false if that was done already
     */
    public boolean expire(Ended pack) {
        return roles.asTenant(scope(pack), () -> {
            boolean marked = PackRows.expire(jdbc, pack.workspaceId(), pack.packId(), pack.fileId());
            if (marked) {
                files.delete(pack.workspaceId(), pack.fileId());
            }
            return marked;
        });
    }

    /**
     * Deletes what an attempt left.
     *
     * @return false if that was done already, or another attempt has begun
     */
    public boolean forget(Ended pack) {
        return roles.asTenant(scope(pack), () -> {
            boolean forgotten = PackRows.forgetWriting(jdbc, pack.workspaceId(), pack.packId(), pack.fileId());
            if (forgotten) {
                files.delete(pack.workspaceId(), pack.fileId());
            }
            return forgotten;
        });
    }

    private List<Ended> find(String sql, long after, int limit) {
        return roles.asRetention(() -> jdbc.sql(sql)
                .param("after", after)
                .param("limit", limit)
                .query(Ended.class)
                .list());
    }

    private static Scope scope(Ended pack) {
        return new Scope(pack.workspaceId(), null);
    }
}
