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
}
