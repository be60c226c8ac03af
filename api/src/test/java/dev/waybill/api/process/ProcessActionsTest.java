package dev.waybill.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessStatus;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessActionsTest {

    private static final Process.Undo NEVER = new Process.Undo(false, null);
    private static final Process.Undo POSSIBLE = new Process.Undo(true, null);
    private static final Process.Undo DONE = new Process.Undo(true, 7L);

    @ParameterizedTest
    @CsvSource(textBlock = """
            PENDING,        0, cancel
            RUNNING,        3, cancel
            WAITING_REVIEW, 0, decision cancel
            COMPLETED,      0, ''
            COMPLETED,      3, retry-failed-items
            FAILED,         0, retry
            FAILED,         3, retry retry-failed-items
            CANCELLED,      0, ''
            CANCELLED,      3, retry-failed-items
            """)
    void followFromTheStatus(ProcessStatus status, long failedItems, String actions) {
        assertThat(actions(status, 5, failedItems, NEVER)).isEqualTo(words(actions));
        assertThat(actions(status, 0, failedItems, POSSIBLE)).isEqualTo(words(actions));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PENDING,        cancel,                        cancel
            RUNNING,        cancel,                        cancel
            WAITING_REVIEW, decision cancel,               decision cancel
            COMPLETED,      retry-failed-items undo,       retry-failed-items
            FAILED,         retry retry-failed-items undo, retry-failed-items
            CANCELLED,      retry-failed-items undo,       retry-failed-items
            """)
    void offerToUndoWhatWasDoneOnce(ProcessStatus status, String before, String after) {
        assertThat(actions(status, 5, 1, POSSIBLE)).isEqualTo(words(before));
        assertThat(actions(status, 5, 1, DONE)).isEqualTo(words(after));
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, ''", "FAILED, retry", "CANCELLED, ''"})
    void offerFailedItemsOnlyWhereTheTypeCanRetryThem(ProcessStatus status, String actions) {
        Process.Counters counters = new Process.Counters(null, 5, 2, 3, 0);

        assertThat(ProcessActions.of(status, counters, NEVER, false)).isEqualTo(words(actions));
    }

    private static List<String> actions(ProcessStatus status, long succeeded, long failed, Process.Undo undo) {
        return ProcessActions.of(
                status, new Process.Counters(null, succeeded + failed, succeeded, failed, 0), undo, true);
    }

    private static List<String> words(String actions) {
        return actions.isEmpty() ? List.of() : List.of(actions.split(" "));
    }
}
