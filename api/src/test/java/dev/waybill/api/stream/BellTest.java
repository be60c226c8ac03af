package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.process.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BellTest {

    private final Bell bell = new Bell();

    @Test
    void collectsWhatWasRungMeanwhile() throws InterruptedException {
        bell.ring(List.of(new ProcessId(1)));
        bell.ring(List.of(new ProcessId(2), new ProcessId(1)));

        assertThat(bell.await(0).changed()).containsExactlyInAnyOrder(new ProcessId(1), new ProcessId(2));
        assertThat(bell.await(0)).isEqualTo(new Bell.Rings(Set.of(), false));
    }

    @Test
    void wakesWhoWaits() {
        CompletableFuture<Bell.Rings> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return bell.await(Duration.ofSeconds(20).toNanos());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        bell.ringAll();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5)).matches(Bell.Rings::all);
    }

    @Test
    void isNotWokenByNothing() throws InterruptedException {
        bell.ring(List.of());

        assertThat(bell.await(1_000_000).changed()).isEmpty();
    }
}
