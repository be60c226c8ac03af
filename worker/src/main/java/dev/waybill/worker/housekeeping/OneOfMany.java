package dev.waybill.worker.housekeeping;

import dev.waybill.shared.bulk.BulkAction;
import dev.waybill.shared.database.Outage;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Scope;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/** Does an action to one process, as its route does; what is refused leaves the others as they are. */
final class OneOfMany {

    private static final Logger LOG = LoggerFactory.getLogger(OneOfMany.class);

    private final ProcessQueue queue;
    private final TransactionTemplate savepoints;

    OneOfMany(ProcessQueue queue, TransactionTemplate savepoints) {
        this.queue = queue;
        this.savepoints = savepoints;
    }

    /**
     * @param index of the item, from 0
     * @return what became of it: skipped with the reason when the action is not possible
     */
    ItemResult act(BulkAction action, Scope scope, ProcessId id, long index) {
        String key = id.toString();
        try {
            Map<String, Object> after = savepoints.execute(status -> act(action, Caller.of(scope), id));
            return ItemResult.success(index, key, null, after);
        } catch (Refusal refused) {
            return ItemResult.skipped(index, key, refused.reasonCode(), refused.reason());
        } catch (IllegalTransition refused) {
            return ItemResult.skipped(
                    index, key, "illegal_transition", "It is " + refused.from().word());
        } catch (DataAccessException failure) {
            if (Outage.explains(failure)) {
                throw failure;
            }
            LOG.warn("Process {} could not be changed", id, failure);
            return ItemResult.error(index, key, "internal_error", "It could not be changed", null);
        }
    }

    private Map<String, Object> act(BulkAction action, Caller caller, ProcessId id) {
        return switch (action) {
            case CANCEL -> {
                queue.cancel(caller, id);
                yield Map.of("status", "cancelled");
            }
            case RETRY -> {
                queue.retry(caller, id);
                yield Map.of("status", "pending");
            }
            case RETRY_FAILED_ITEMS ->
                Map.of("process_id", queue.retryFailedItems(caller, id).id().value());
        };
    }
}
