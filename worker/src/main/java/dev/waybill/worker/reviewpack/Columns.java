package dev.waybill.worker.reviewpack;

import dev.waybill.shared.inventory.Finding;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessItem;
import java.io.IOException;
import java.nio.file.Path;

/** The columns of a pack's tables (docs/review-packs.md). */
final class Columns {

    private Columns() {}

    static CsvFile findings(Path file) throws IOException {
        return new CsvFile(
                file,
                "id",
                "finding_type",
                "change",
                "status",
                "subject_type",
                "subject_external_id",
                "scope_key",
                "baseline_run_id",
                "current_run_id",
                "fingerprint",
                "first_operation_run_id",
                "operation_run_id",
                "first_seen_at",
                "last_seen_at",
                "acknowledged_at",
                "acknowledged_by",
                "resolved_at",
                "evidence");
    }

    static void write(CsvFile file, Finding finding) {
        file.row(
                finding.id(),
                finding.findingType(),
                finding.change().word(),
                finding.status().word(),
                finding.subjectType(),
                finding.subjectExternalId(),
                finding.scopeKey(),
                finding.baselineRunId(),
                finding.currentRunId(),
                finding.fingerprint(),
                finding.firstOperationRunId(),
                finding.operationRunId(),
                finding.firstSeenAt(),
                finding.lastSeenAt(),
                finding.acknowledgedAt(),
                finding.acknowledgedBy(),
                finding.resolvedAt(),
                finding.evidence().toString());
    }

    static CsvFile operations(Path file) throws IOException {
        return new CsvFile(
                file,
                "id",
                "operation",
                "name",
                "status",
                "outcome",
                "reason_code",
                "error_message",
                "total_items",
                "processed_items",
                "succeeded_items",
                "failed_items",
                "skipped_items",
                "attempts",
                "user_id",
                "created_at",
                "started_at",
                "finished_at",
                "execution_ms");
    }

    static void write(CsvFile file, Process process) {
        Process.Counters counters = process.counters();
        Process.Times times = process.times();
        file.row(
                process.id().value(),
                OperationTally.operation(process),
                process.kind().name(),
                process.operatorStatus().word(),
                process.outcome() == null ? null : process.outcome().word(),
                process.reasonCode(),
                process.errorMessage(),
                counters.total(),
                counters.processed(),
                counters.succeeded(),
                counters.failed(),
                counters.skipped(),
                process.attempts().begun(),
                process.owner().userId(),
                times.createdAt(),
                times.startedAt(),
                times.finishedAt(),
                times.executionMs());
    }

    static CsvFile items(Path file) throws IOException {
        return new CsvFile(
                file,
                "operation_id",
                "item_index",
                "item_key",
                "status",
                "error_code",
                "message",
                "product_id",
                "processed_at");
    }

    static void write(CsvFile file, ProcessItem item) {
        file.row(
                item.processId().value(),
                item.itemIndex(),
                item.itemKey(),
                item.status(),
                item.errorCode(),
                item.message(),
                item.productId(),
                item.processedAt());
    }
}
