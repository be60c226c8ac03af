package dev.waybill.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every fault in turn, for as long as one likes: docs/reliability.md. */
@EnabledIfSystemProperty(
        named = "soak.minutes",
        matches = "[0-9]+",
        disabledReason = "It takes minutes: -Dsoak.minutes=10 -Dsoak.seed=7")
class SoakTest {

    private static final int WORKERS = 3;

    @Test
    void losesNothingDoesNothingTwiceAndLeavesNothing() {
        Duration length = Duration.ofMinutes(Long.getLong("soak.minutes", 1));
        try (Soak soak = new Soak(Long.getLong("soak.seed", 1), WORKERS)) {
            try {
                for (List<Fault> turn = List.of(); soak.age().compareTo(length) < 0 && !soak.isStuck(); ) {
                    turn = turn.isEmpty() ? shuffled(soak) : turn;
                    System.out.printf("%4d s: %s%n", soak.age().toSeconds(), turn.getFirst());
                    soak.round(turn.getFirst());
                    turn = turn.subList(1, turn.size());
                }
            } finally {
                soak.report().forEach(System.out::println);
            }
            assertThat(soak.findings()).isEmpty();
        }
    }

    private static List<Fault> shuffled(Soak soak) {
        List<Fault> faults = new ArrayList<>(chosen());
        Collections.shuffle(faults, Random.from(soak.random()));
        return faults;
    }

    /** All, or those that are named in {@code soak.faults}, to look into one. */
    private static List<Fault> chosen() {
        String names = System.getProperty("soak.faults", "");
        return names.isEmpty()
                ? List.of(Fault.values())
                : List.of(names.split(",")).stream().map(Fault::valueOf).toList();
    }
}
