package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.enrichment.EnrichmentResult;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Answers that were paid for, by model, prompt and content. They are stored as soon as they have come, outside of the job's
 * lease: whatever becomes of the attempt, nobody pays for them again. The only user of {@code ai_answers}.
 */
final class AnswerCache {

    private static final String FIND = """
            SELECT content_hash, answer, process_id = :process AS own, tokens, cost_usd
            FROM ai_answers
            WHERE workspace_id = :workspace AND model = :model AND prompt_version = :version
                AND content_hash = ANY (:hashes::bpchar[])
                AND created_at > waybill_now() - make_interval(secs => :seconds)
            """;

    private static final String STORE = """
            INSERT INTO ai_answers AS a (workspace_id, model, prompt_version, content_hash, answer, process_id, tokens,
                cost_usd)
            SELECT :workspace, :model, :version, r.hash, r.answer, :process, r.tokens, r.cost_usd
            FROM jsonb_to_recordset(CAST(:answers AS jsonb))
                AS r (hash text, answer jsonb, tokens bigint, cost_usd numeric)
            ORDER BY r.hash
            ON CONFLICT ON CONSTRAINT ai_answers_pk DO UPDATE
            SET answer = excluded.answer, process_id = excluded.process_id, tokens = excluded.tokens,
                cost_usd = excluded.cost_usd, created_at = excluded.created_at
            """;

    private static final String FORGET = """
            DELETE FROM ai_answers
            WHERE workspace_id = :workspace AND created_at <= waybill_now() - make_interval(secs => :seconds)
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final Duration keep;

    AnswerCache(JdbcClient jdbc, RoleTransactions roles, Duration keep) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.keep = keep;
    }

    /**
     * Whose answers they are.
     *
     * @param model as it is asked for
     */
    record Owner(long workspaceId, long processId, String model) {}

    /**
     * An answer.
     *
     * @param own whether this very process has paid for it
     * @param paid what for it was paid
     */
    record Answer(JsonNode json, boolean own, EnrichmentResult.Share paid) {

        /** What a record that gets it has cost its process. */
        EnrichmentResult.Share share() {
            return own ? paid : new EnrichmentResult.Share(0, BigDecimal.ZERO, true);
        }
    }

    /** What is known, by hash. */
    Map<String, Answer> find(Owner owner, Collection<String> hashes) {
        Map<String, Answer> found = new HashMap<>();
        if (hashes.isEmpty()) {
            return found;
        }
        roles.asTenant(scope(owner), () -> {
            jdbc.sql(FIND)
                    .param("workspace", owner.workspaceId())
                    .param("process", owner.processId())
                    .param("model", owner.model())
                    .param("version", EnrichPrompt.VERSION)
                    .param("hashes", hashes.toArray(String[]::new))
                    .param("seconds", keep.toSeconds())
                    .query(row -> {
                        found.put(
                                row.getString("content_hash"),
                                new Answer(
                                        Objects.requireNonNull(JobJson.read(row.getString("answer"))),
                                        row.getBoolean("own"),
                                        new EnrichmentResult.Share(
                                                row.getLong("tokens"), row.getBigDecimal("cost_usd"), false)));
                    });
            return found;
        });
        return found;
    }

    /** Keeps answers by their hashes, in place of older ones. */
    void store(Owner owner, Map<String, Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        ArrayNode rows = JobJson.MAPPER.createArrayNode();
        answers.forEach((hash, answer) -> rows.addObject()
                .put("hash", hash)
                .put("tokens", answer.paid().tokens())
                .put("cost_usd", answer.paid().usd())
                .<ObjectNode>set("answer", answer.json()));
        roles.asTenant(
                scope(owner),
                () -> jdbc.sql(STORE)
                        .param("workspace", owner.workspaceId())
                        .param("process", owner.processId())
                        .param("model", owner.model())
                        .param("version", EnrichPrompt.VERSION)
                        .param("answers", rows.toString())
                        .update());
    }

    /** Deletes what is too old to be used. */
    void forget(Owner owner) {
        roles.asTenant(
                scope(owner),
                () -> jdbc.sql(FORGET)
                        .param("workspace", owner.workspaceId())
                        .param("seconds", keep.toSeconds())
                        .update());
    }

    /** The hashes of records. */
    static List<String> hashes(Collection<Asked> records) {
        return records.stream().map(Asked::hash).distinct().toList();
    }

    private static Scope scope(Owner owner) {
        return new Scope(owner.workspaceId(), null);
    }
}
