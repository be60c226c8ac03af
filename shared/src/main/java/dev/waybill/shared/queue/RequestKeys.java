package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps a request from being done twice: what it did and its key are one commit. The only user of {@code request_keys}. */
public final class RequestKeys {

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(:key, :workspace))";

    private static final String FIND = """
            SELECT encode(body_hash, 'hex') AS body_hash, process_id, expires_at <= waybill_now() AS expired
            FROM request_keys WHERE workspace_id = :workspace AND key = :key
            """;

    private static final String FORGET = "DELETE FROM request_keys WHERE workspace_id = :workspace AND key = :key";

    private static final String REMEMBER = """
            INSERT INTO request_keys (workspace_id, key, body_hash, process_id)
            VALUES (:workspace, :key, decode(:body_hash, 'hex'), :process)
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;

    RequestKeys(JdbcClient jdbc, RoleTransactions roles) {
        this.jdbc = jdbc;
        this.roles = roles;
    }

    /**
     * What came of a request.
     *
     * @param replayed whether it was done before, and not again
     */
    public record Answer(ProcessId id, boolean replayed) {}

    /**
     * Does the request, unless one with this key was done in the last 24 hours. Of two at the same time the second waits
     * for the first.
     *
     * @param key null does it in any case
     * @param request what changes a process or makes one; when it throws, nothing is remembered
     * @throws Refusal {@code idempotency_key_reused} when the key came with another body
     */
    public Answer once(Scope scope, @Nullable RequestKey key, Supplier<ProcessId> request) {
        if (key == null) {
            return new Answer(request.get(), false);
        }
        return roles.asTenant(scope, () -> {
            Optional<ProcessId> before = roles.asRuntime(() -> remembered(scope, key));
            if (before.isPresent()) {
                return new Answer(before.get(), true);
            }
            ProcessId id = request.get();
            roles.asRuntime(() -> remember(scope, key, id));
            return new Answer(id, false);
        });
    }

    private Optional<ProcessId> remembered(Scope scope, RequestKey key) {
        statement(LOCK, scope, key).query((row, index) -> true).list();
        Optional<Row> found = statement(FIND, scope, key).query(Row.class).optional();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Row row = found.get();
        if (row.expired) {
            statement(FORGET, scope, key).update();
            return Optional.empty();
        }
        if (!row.bodyHash.equals(key.bodyHash())) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "idempotency_key_reused",
                    "This Idempotency-Key came with another request in the last 24 hours");
        }
        return Optional.of(new ProcessId(row.processId));
    }

    private int remember(Scope scope, RequestKey key, ProcessId id) {
        return statement(REMEMBER, scope, key)
                .param("body_hash", key.bodyHash())
                .param("process", id.value())
                .update();
    }

    private JdbcClient.StatementSpec statement(String sql, Scope scope, RequestKey key) {
        return jdbc.sql(sql).param("workspace", scope.workspaceId()).param("key", key.key());
    }

    private record Row(String bodyHash, long processId, boolean expired) {}
}
