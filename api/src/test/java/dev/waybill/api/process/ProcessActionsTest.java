package dev.waybill.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.ProcessStatus;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessActionsTest {

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
        assertThat(ProcessActions.of(status, failedItems))
                .isEqualTo(actions.isEmpty() ? List.of() : List.of(actions.split(" ")));
    }
}
