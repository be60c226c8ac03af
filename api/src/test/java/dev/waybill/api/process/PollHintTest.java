package dev.waybill.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.ProcessStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollHintTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            PENDING,        -1,     1000
            PENDING,        0,      1000
            RUNNING,        9999,   1000
            RUNNING,        10000,  5000
            PENDING,        59999,  5000
            RUNNING,        60000,  10000
            RUNNING,        999999, 10000
            WAITING_REVIEW, 0,      null
            COMPLETED,      0,      null
            FAILED,         0,      null
            CANCELLED,      0,      null
            """)
    void asksLessOftenTheOlderItIs(ProcessStatus status, long ageMillis, @Nullable Long hint) {
        assertThat(PollHint.millis(status, CREATED, CREATED.plusMillis(ageMillis)))
                .isEqualTo(hint);
    }

    /** Every row of the seed: terminal, hidden tab, mounted modals, unknown or missing normalization. */
    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            queued,              false, false, 0,     1000
            queued,              false, false, 10000, 5000
            queued,              false, false, 60000, 10000
            running,             false, false, 9999,  1000
            running,             false, false, 59999, 5000
            running,             false, false, 60000, 10000
            pending,             false, false, 0,     1000
            queued,              true,  false, 0,     null
            queued,              false, true,  0,     null
            running,             true,  false, 0,     null
            running,             false, true,  0,     null
            running,             true,  true,  0,     null
            waiting_review,      false, false, 0,     null
            completed,           false, false, 0,     null
            succeeded,           false, false, 0,     null
            partial,             false, false, 0,     null
            partially_succeeded, false, false, 0,     null
            failed,              false, false, 0,     null
            cancelled,           false, false, 0,     null
            generating,          false, false, 0,     null
            RUNNING,             false, false, 0,     null
            null,                false, false, 0,     null
            """)
    void pollsOnlyWhatIsActiveAndSeen(
            @Nullable String status, boolean tabHidden, boolean actionMounted, long ageMillis, @Nullable Long hint) {
        PollHint.Viewer viewer = new PollHint.Viewer(tabHidden, actionMounted);

        assertThat(PollHint.interval(status, CREATED, CREATED.plusMillis(ageMillis), viewer))
                .isEqualTo(hint);
    }
}
