package dev.waybill.shared.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "9, 1280", "20, 3600", "1000, 3600"})
    void doublesUpToTheLongestPause(int failures, long seconds) {
        RetryPolicy withoutJitter = new RetryPolicy(Duration.ofSeconds(5), 2, Duration.ofHours(1), 0);

        assertThat(withoutJitter.pauseAfter(failures, new Random(1))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void spreadsThePauseByTheJitter() {
        RetryPolicy policy = RetryPolicy.exponential(Duration.ofSeconds(10));
        Random random = new Random(1);

        for (int i = 0; i < 1000; i++) {
            assertThat(policy.pauseAfter(1, random)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        }
        assertThat(policy.pauseAfter(1, random)).isNotEqualTo(policy.pauseAfter(1, random));
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 300", "3, 7200", "4, 7200"})
    void takesListedPausesOneAfterAnother(int failures, long seconds) {
        RetryPolicy policy =
                RetryPolicy.listed(List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(2)));
        RetryPolicy withoutJitter =
                new RetryPolicy(policy.first(), policy.factor(), policy.longest(), 0, policy.listed());

        assertThat(withoutJitter.pauseAfter(failures, new Random(1))).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(policy.pauseAfter(failures, new Random(1)))
                .isBetween(Duration.ofSeconds(seconds * 8 / 10), Duration.ofSeconds(seconds * 12 / 10));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> RetryPolicy.fixed(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(2), 2, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(1), 0.5, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
