package dev.waybill.shared.inventory;

import dev.waybill.shared.job.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code findings}, read, and which of them are meant. */
final class FindingRows {

    static final String COLUMNS = """
            id, tenant_id, finding_type, scope_key, baseline_run_id, current_run_id, fingerprint, subject_type,
            subject_external_id, change, status, evidence_jsonb, first_operation_run_id, operation_run_id,
            first_seen_at, last_seen_at, acknowledged_at, acknowledged_by, resolved_at, created_at, updated_at
            """;

    static final String MATCHING = """
            workspace_id = :workspace
                AND (:tenant::bigint IS NULL OR tenant_id = :tenant)
                AND (cardinality(:statuses::text[]) = 0 OR status = ANY(:statuses))
                AND (:finding_type::text IS NULL OR finding_type = :finding_type)
                AND (:subject_type::text IS NULL OR subject_type = :subject_type)
                AND (:scope_key::text IS NULL OR scope_key = :scope_key)
                AND (:run::bigint IS NULL OR baseline_run_id = :run OR current_run_id = :run)
                AND (:operation_run::bigint IS NULL OR operation_run_id = :operation_run)
                AND (:seen_from::timestamptz IS NULL OR last_seen_at >= :seen_from)
                AND (:seen_before::timestamptz IS NULL OR last_seen_at < :seen_before)
                AND (:change::text IS NULL OR change = :change)
                AND (:acknowledged_at::timestamptz IS NULL OR acknowledged_at = :acknowledged_at)
                AND (:up_to::bigint IS NULL OR id <= :up_to)
            """;

    private FindingRows() {}

    static JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec statement, @Nullable Long workspace, FindingFilter filter) {
        return statement
                .param("workspace", workspace)
                .param("tenant", filter.tenantId(), Types.BIGINT)
                .param(
                        "statuses",
                        filter.statuses().stream().map(FindingStatus::word).toArray(String[]::new))
                .param("finding_type", filter.findingType(), Types.VARCHAR)
                .param("subject_type", filter.subjectType(), Types.VARCHAR)
                .param("scope_key", filter.scopeKey(), Types.VARCHAR)
                .param("run", filter.runId(), Types.BIGINT)
                .param("operation_run", filter.operationRunId(), Types.BIGINT)
                .param("seen_from", time(filter.seenFrom()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("seen_before", time(filter.seenBefore()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "change",
                        filter.change() == null ? null : filter.change().word(),
                        Types.VARCHAR)
                .param("acknowledged_at", time(filter.acknowledgedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("up_to", filter.upTo(), Types.BIGINT);
    }

    static Finding read(ResultSet row, int index) throws SQLException {
        return new Finding(
                row.getLong("id"),
                row.getLong("tenant_id"),
                row.getString("finding_type"),
                row.getString("scope_key"),
                row.getObject("baseline_run_id", Long.class),
                row.getObject("current_run_id", Long.class),
                row.getString("fingerprint"),
                row.getString("subject_type"),
                row.getString("subject_external_id"),
                Change.of(row.getString("change")),
                FindingStatus.of(row.getString("status")),
                Objects.requireNonNull(JobJson.read(row.getString("evidence_jsonb"))),
                row.getObject("first_operation_run_id", Long.class),
                row.getObject("operation_run_id", Long.class),
                required(instant(row, "first_seen_at")),
                required(instant(row, "last_seen_at")),
                instant(row, "acknowledged_at"),
                row.getObject("acknowledged_by", Long.class),
                instant(row, "resolved_at"),
                required(instant(row, "created_at")),
                required(instant(row, "updated_at")));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Instant required(@Nullable Instant instant) {
        return Objects.requireNonNull(instant);
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
