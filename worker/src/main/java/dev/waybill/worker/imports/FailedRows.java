package dev.waybill.worker.imports;

import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rows that failed in an earlier import. */
final class FailedRows {

    private static final int PAGE = 10_000;

    private final ProcessReader reader;

    FailedRows(ProcessReader reader) {
        this.reader = reader;
    }

    /**
     * Those that failed in that process of the workspace; all rows when there is none.
     *
     * @param processId whose {@code item_ids} may say that only those are meant that failed for one reason
     */
    WantedRows wanted(long workspaceId, long processId, @Nullable Long retryOf) {
        if (retryOf == null) {
            return WantedRows.ALL;
        }
        Scope scope = new Scope(workspaceId, null);
        String code = errorCode(scope, new ProcessId(processId));
        BitSet failed = new BitSet();
        List<Long> page = reader.failedItemIndexes(scope, new ProcessId(retryOf), code, -1, PAGE);
        while (!page.isEmpty()) {
            page.forEach(index -> failed.set(Math.toIntExact(index)));
            page = reader.failedItemIndexes(scope, new ProcessId(retryOf), code, page.getLast(), PAGE);
        }
        return new WantedRows(failed, Long.MAX_VALUE);
    }

    private @Nullable String errorCode(Scope scope, ProcessId id) {
        return ItemRetry.errorCode(reader.find(scope, id).orElseThrow().itemIds());
    }
}
