package dev.waybill.api.process;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import java.util.ArrayList;
import java.util.List;

/** What can be done to a process now: the last parts of the routes. */
final class ProcessActions {

    private static final String RETRY = "retry";
    private static final String RETRY_FAILED_ITEMS = "retry-failed-items";
    private static final String CANCEL = "cancel";
    private static final String DECISION = "decision";
    private static final String UNDO = "undo";

    private ProcessActions() {}

    /**
     * @param counters without items that failed there is nothing to repeat, without any that succeeded nothing to undo
     * @param undo what was taken back does not go on; an undo that left something is not offered again, but accepted
     * @param retriesItems whether its type can run again over failed items alone
     */
    static List<String> of(ProcessStatus status, Process.Counters counters, Process.Undo undo, boolean retriesItems) {
        List<String> actions = new ArrayList<>();
        boolean undone = undo.processId() != null;
        if (!status.terminal()) {
            return status == ProcessStatus.WAITING_REVIEW ? List.of(DECISION, CANCEL) : List.of(CANCEL);
        }
        if (status == ProcessStatus.FAILED && !undone) {
            actions.add(RETRY);
        }
        if (retriesItems && counters.failed() > 0) {
            actions.add(RETRY_FAILED_ITEMS);
        }
        if (undo.possible() && !undone && counters.succeeded() > 0) {
            actions.add(UNDO);
        }
        return actions;
    }
}
