package dev.waybill.shared.inventory;

import dev.waybill.shared.job.JobJson;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comparisons find, kept as findings. All methods take part in the caller's transaction. */
public final class DriftFindings {

    private static final String SEE = """
            WITH seen AS (
                SELECT * FROM unnest(:fingerprints::text[], :types::text[], :ids::text[], :changes::text[],
                    :evidence::text[]) AS s(fingerprint, subject_type, external_id, change, evidence)
            ), before AS (
                SELECT f.fingerprint, f.status
                FROM findings f JOIN seen s ON f.workspace_id = :workspace AND f.tenant_id = :tenant
                    AND f.fingerprint = s.fingerprint
            ), written AS (
                INSERT INTO findings AS f (workspace_id, tenant_id, finding_type, scope_key, baseline_run_id,
                    current_run_id, fingerprint, subject_type, subject_external_id, change, evidence_jsonb,
                    first_operation_run_id, operation_run_id)
                SELECT :workspace, :tenant, :finding_type, :scope_key, :baseline, :current, fingerprint, subject_type,
                    external_id, change, evidence::jsonb, :process, :process
                FROM seen ORDER BY fingerprint
                ON CONFLICT ON CONSTRAINT findings_fingerprint_unique DO UPDATE
                SET baseline_run_id = excluded.baseline_run_id, current_run_id = excluded.current_run_id,
                    evidence_jsonb = excluded.evidence_jsonb, operation_run_id = excluded.operation_run_id,
                    last_seen_at = waybill_now(), updated_at = waybill_now(), resolved_at = NULL,
                    status = CASE f.status WHEN 'resolved' THEN 'new' ELSE f.status END
                RETURNING fingerprint
            )
            SELECT count(*) FILTER (WHERE b.status IS NULL) AS created,
                   count(*) FILTER (WHERE b.status = 'resolved') AS returned,
                   count(*) FILTER (WHERE b.status <> 'resolved') AS persisting
            FROM written w LEFT JOIN before b USING (fingerprint)
            """;

    private static final String RESOLVE = """
            UPDATE findings
            SET status = 'resolved', resolved_at = waybill_now(), acknowledged_at = NULL, acknowledged_by = NULL,
                updated_at = waybill_now()
            WHERE workspace_id = :workspace AND id IN (
                SELECT id FROM findings
                WHERE workspace_id = :workspace AND tenant_id = :tenant AND scope_key = :scope_key
                    AND finding_type = :finding_type AND status <> 'resolved'
                    AND operation_run_id IS DISTINCT FROM :process
                ORDER BY id LIMIT :limit FOR UPDATE)
            """;

    DriftFindings() {}

    /**
     * Who sees, and where.
     *
     * @param comparison which process compares which runs
     */
    public record Sight(Differences.Comparison comparison, long tenantId, String scopeKey) {}

    /**
     * What became of what was seen.
     *
     * @param created findings that are new
     * @param returned findings that had been resolved, and are new again
     * @param persisting findings that were there
     */
    public record Seen(long created, long returned, long persisting) {}

    /** Writes what is seen: nothing twice, an acknowledgement stays. */
    public Seen see(JdbcClient tx, Sight sight, List<SeenDrift> drifts) {
        if (drifts.isEmpty()) {
            return new Seen(0, 0, 0);
        }
        return bind(tx, SEE, sight)
                .param("baseline", sight.comparison().baseline())
                .param("current", sight.comparison().current())
                .param(
                        "fingerprints",
                        drifts.stream()
                                .map(drift -> drift.fingerprint(sight.tenantId(), sight.scopeKey()))
                                .toArray(String[]::new))
                .param(
                        "types",
                        drifts.stream().map(drift -> drift.subject().type()).toArray(String[]::new))
                .param(
                        "ids",
                        drifts.stream()
                                .map(drift -> drift.subject().externalId())
                                .toArray(String[]::new))
                .param(
                        "changes",
                        drifts.stream().map(drift -> drift.change().word()).toArray(String[]::new))
                .param(
                        "evidence",
                        drifts.stream()
                                .map(drift -> Objects.requireNonNull(JobJson.write(drift.evidence())))
                                .toArray(String[]::new))
                .query((row, index) ->
                        new Seen(row.getLong("created"), row.getLong("returned"), row.getLong("persisting")))
                .single();
    }

    /**
     * Resolves findings of the scope that the process has not seen.
     *
     * @param limit at most so many; to be called until it does fewer
     * @return how many
     */
    public int resolveUnseen(JdbcClient tx, Sight sight, int limit) {
        return bind(tx, RESOLVE, sight).param("limit", limit).update();
    }

    private static JdbcClient.StatementSpec bind(JdbcClient tx, String sql, Sight sight) {
        return tx.sql(sql)
                .param("workspace", sight.comparison().workspaceId())
                .param("tenant", sight.tenantId())
                .param("finding_type", InventoryTypes.DRIFT_FINDING)
                .param("scope_key", sight.scopeKey())
                .param("process", sight.comparison().processId());
    }
}
