package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.sql.Types;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps a request from being done twice: what it did and its key are one commit. The only user of {@code request_keys}. */
public final class RequestKeys {

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(:key, :workspace))";

    private static final String FIND = """
            SELECT encode(body_hash, 'hex') AS body_hash, process_id, answer, expires_at <= waybill_now() AS expired
            FROM request_keys WHERE workspace_id = :workspace AND key = :key
            """;

    private static final String FORGET = "DELETE FROM request_keys WHERE workspace_id = :workspace AND key = :key";

    private static final String REMEMBER = """
            INSERT INTO request_keys (workspace_id, key, body_hash, process_id, answer)
            VALUES (:workspace, :key, decode(:body_hash, 'hex'), :process, :answer::jsonb)
            """;

    private static final String FORGET_EXPIRED = """
            DELETE FROM request_keys WHERE (workspace_id, key) IN (
                SELECT workspace_id, key FROM request_keys WHERE expires_at <= waybill_now() LIMIT :limit)
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
            Optional<Row> before = roles.asRuntime(() -> remembered(scope, key));
            if (before.isPresent()) {
                return new Answer(new ProcessId(Objects.requireNonNull(before.get().processId)), true);
            }
            ProcessId id = request.get();
            roles.asRuntime(() -> remember(scope, key, id, null));
            return new Answer(id, false);
        });
    }

    /** The answer to a request that is about more than one process. */
    public record Document(JsonNode answer, boolean replayed) {}

    /** As {@link #once}, for a request whose answer is a document. */
    public Document onceAnswered(Scope scope, @Nullable RequestKey key, Supplier<JsonNode> request) {
        if (key == null) {
            return new Document(request.get(), false);
        }
        return roles.asTenant(scope, () -> {
            Optional<Row> before = roles.asRuntime(() -> remembered(scope, key));
            if (before.isPresent()) {
                return new Document(Objects.requireNonNull(JobJson.read(before.get().answer)), true);
            }
            JsonNode answer = request.get();
            roles.asRuntime(() -> remember(scope, key, null, answer));
            return new Document(answer, false);
        });
    }

    /**
     * Forgets keys whose time is over.
     *
     * @return how many; fewer than the limit when there are no more
     */
    public int forgetExpired(int limit) {
        return roles.asRetention(
                () -> jdbc.sql(FORGET_EXPIRED).param("limit", limit).update());
    }

    private Optional<Row> remembered(Scope scope, RequestKey key) {
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
        return found;
    }

    private int remember(Scope scope, RequestKey key, @Nullable ProcessId id, @Nullable JsonNode answer) {
        return statement(REMEMBER, scope, key)
                .param("body_hash", key.bodyHash())
                .param("process", id == null ? null : id.value(), Types.BIGINT)
                .param("answer", JobJson.write(answer))
                .update();
    }

    private JdbcClient.StatementSpec statement(String sql, Scope scope, RequestKey key) {
        return jdbc.sql(sql).param("workspace", scope.workspaceId()).param("key", key.key());
    }

    private record Row(
            String bodyHash,
            @Nullable Long processId,
            @Nullable String answer,
            boolean expired) {}
}
