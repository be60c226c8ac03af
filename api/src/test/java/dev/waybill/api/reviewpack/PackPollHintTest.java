package dev.waybill.api.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.reviewpack.PackStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackPollHintTest {

    /** Seed operations-auto-refresh: review pack card polling state, and the pack's state transitions. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none       | none
            QUEUED     | 10000
            GENERATING | 10000
            READY      | none
            FAILED     | none
            EXPIRED    | none
            """)
    void followsTheSeed(@Nullable PackStatus latest, @Nullable Long millis) {
        assertThat(PackPollHint.millis(latest)).isEqualTo(millis);
    }

    @Test
    void speaksTheSeedsWords() {
        assertThat(Arrays.stream(PackStatus.values()).map(PackStatus::word))
                .containsExactly("queued", "generating", "ready", "failed", "expired");
    }
}
