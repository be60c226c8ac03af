package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends that come while another one is being made. */
class TurnsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final List<String> made = new CopyOnWriteArrayList<>();

    @AfterEach
    void endTheFirst() {
        firstMayEnd.countDown();
    }

    @Test
    void areMadeOneAfterTheOther() throws InterruptedException {
        Turns turns = new Turns(1, LONG);
        Thread first = holdTurn(turns);
        Thread second = end(turns, "second");

        await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
        assertThat(made).containsExactly("first is left");
        firstMayEnd.countDown();
        first.join();
        second.join();

        assertThat(made).containsExactly("first is left", "first", "second is left", "second");
    }

    @Test
    void areMadeTogetherUpToTheirNumber() throws InterruptedException {
        Turns turns = new Turns(2, LONG);
        Thread unused = holdTurn(turns);

        end(turns, "second").join();
        end(turns, "third").join();

        assertThat(made).containsExactly("first is left", "second is left", "second", "third is left", "third");
    }

    @Test
    void doNotWaitForEver() throws InterruptedException {
        Turns turns = new Turns(1, Duration.ofMillis(50));
        Thread unused = holdTurn(turns);

        end(turns, "second").join();

        assertThat(made).containsExactly("first is left", "second is left", "second");
    }

    @Test
    void giveTheirTurnBackWhenTheyFail() throws InterruptedException {
        Turns turns = new Turns(1, LONG);
        Thread failing = Thread.ofPlatform()
                .unstarted(() -> turns.take(() -> {
                    throw new IllegalStateException("gone");
                }));
        failing.setUncaughtExceptionHandler((thread, failure) -> made.add(failure.getMessage()));
        failing.start();
        failing.join();

        end(turns, "second").join();

        assertThat(made).containsExactly("gone", "second is left", "second");
    }

    private Thread holdTurn(Turns turns) {
        Thread first = Thread.ofPlatform()
                .start(() -> turns.take(() -> {
                    made.add("first is left");
                    awaitEnd();
                    made.add("first");
                }));
        await().until(() -> !made.isEmpty());
        return first;
    }

    private Thread end(Turns turns, String name) {
        return Thread.ofPlatform()
                .start(() -> turns.take(() -> {
                    made.add(name + " is left");
                    made.add(name);
                }));
    }

    private void awaitEnd() {
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
