package dev.waybill.api.process;

import dev.waybill.shared.process.ProcessStatus;
import java.util.List;

/** What can be done to a process now: the last parts of the routes. */
final class ProcessActions {

    private static final String RETRY = "retry";
    private static final String RETRY_FAILED_ITEMS = "retry-failed-items";
    private static final String CANCEL = "cancel";
    private static final String DECISION = "decision";

    private ProcessActions() {}

    /**
     * @param failedItems items that failed; without any there is nothing to repeat
     */
    static List<String> of(ProcessStatus status, long failedItems) {
        return switch (status) {
            case PENDING, RUNNING -> List.of(CANCEL);
            case WAITING_REVIEW -> List.of(DECISION, CANCEL);
            case FAILED -> failedItems > 0 ? List.of(RETRY, RETRY_FAILED_ITEMS) : List.of(RETRY);
            case COMPLETED, CANCELLED -> failedItems > 0 ? List.of(RETRY_FAILED_ITEMS) : List.of();
        };
    }
}
