package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class StreamEndsTest {

    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final int MANY = 5_000;

    private final StreamEnds ends = new StreamEnds(LONGEST);

    @Test
    void fewStreamsLastAsLongAsTheyMay() {
        for (int open = 1; open <= 100; open++) {
            assertThat(ends.next(7, open)).isEqualTo(LONGEST);
        }
    }

    @Test
    void aCrowdThatComesTogetherGoesOneAfterTheOther() {
        List<Duration> durations = new ArrayList<>();
        for (int open = 1; open <= MANY; open++) {
            durations.add(ends.next(-1, open));
        }

        assertThat(durations).allSatisfy(one -> assertThat(one).isBetween(LONGEST.dividedBy(2), LONGEST));
        assertThat(mostInASecond(durations.stream().map(Duration::toNanos).toList()))
                .isLessThan(MANY / 12 * 2);
    }

    @Test
    void onceItIsSpreadEachStreamLastsAsLongAsItMay() {
        PriorityQueue<Long> open = new PriorityQueue<>();
        for (int i = 1; i <= MANY; i++) {
            open.add(ends.next(0, i).toNanos());
        }
        long later = LONGEST.multipliedBy(8).toNanos();
        List<Duration> durations = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        for (long now = open.remove(); now < later + LONGEST.toNanos(); now = open.remove()) {
            Duration next = ends.next(now, MANY);
            open.add(now + next.toNanos());
            if (now > later) {
                ended.add(now);
                durations.add(next);
            }
        }

        assertThat(durations)
                .allSatisfy(one ->
                        assertThat(one).isGreaterThan(LONGEST.multipliedBy(9).dividedBy(10)));
        assertThat(mostInASecond(ended)).isLessThan(MANY / 25 * 3 / 2);
    }

    private static long mostInASecond(List<Long> nanos) {
        return nanos.stream()
                .mapToLong(one -> nanos.stream()
                        .filter(other -> other >= one
                                && other < one + Duration.ofSeconds(1).toNanos())
                        .count())
                .max()
                .orElseThrow();
    }
}
