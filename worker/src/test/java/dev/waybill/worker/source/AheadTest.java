package dev.waybill.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AheadTest {

    @Test
    void handsEveryPieceOnInOrder() throws Exception {
        try (Ahead<Integer> ahead = new Ahead<>("maker", () -> {}, taker -> {
            for (int piece = 1; piece <= 100; piece++) {
                taker.take(piece);
            }
        })) {
            for (int piece = 1; piece <= 100; piece++) {
                assertThat(ahead.next()).isEqualTo(piece);
            }
            assertThat(ahead.next()).isNull();
        }
    }

    @Test
    void tellsOfAFailureBehindThePiecesBeforeIt() throws Exception {
        try (Ahead<String> ahead = new Ahead<>("maker", () -> {}, taker -> {
            taker.take("before");
            throw new IOException("broken");
        })) {
            assertThat(ahead.next()).isEqualTo("before");
            assertThatThrownBy(ahead::next).isInstanceOf(IOException.class).hasMessage("broken");
        }
    }

    @Test
    void makesAnErrorOfTheMakerOneOfTheTaker() throws Exception {
        try (Ahead<String> ahead = new Ahead<>("maker", () -> {}, taker -> {
            throw new StackOverflowError();
        })) {
            assertThatThrownBy(ahead::next).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void endsAMakerThatHasMoreThanIsWanted() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(1);
        try (Ahead<Integer> ahead = new Ahead<>("maker", () -> {}, taker -> {
            try {
                while (true) {
                    taker.take(made.incrementAndGet());
                }
            } finally {
                left.countDown();
            }
        })) {
            assertThat(ahead.next()).isEqualTo(1);
        }
        assertThat(left.getCount()).isZero();
        assertThat(made).hasValueLessThan(5);
    }

    @Test
    void stopsWithTheAttemptWhileNothingComes() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Ahead<String> ahead = new Ahead<>(
                "maker",
                () -> {
                    throw new IllegalStateException("stopped");
                },
                taker -> never.await())) {
            assertThatThrownBy(ahead::next).hasMessage("stopped");
            never.countDown();
        }
    }
}
