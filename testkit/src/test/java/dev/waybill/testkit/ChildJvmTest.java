package dev.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void runsTheSameJavaWithItsPropertiesEnvironmentAndArguments() {
        try (ChildJvm child = ChildJvm.of(Talks.class)
                .property("color", "green")
                .environment("SHAPE", "round")
                .arguments("a", "b")
                .start()) {
            assertThat(child.awaitOutput("^said (.*)\\R", SOON).group(1))
                    .isEqualTo(Runtime.version() + " green round a,b");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void runsShutdownHooksWhenAskedToEnd() {
        try (ChildJvm child = Talks.start()) {
            child.terminate();

            assertThat(child.awaitExit(SOON)).isEqualTo(128 + 15);
            assertThat(child.output()).contains("bye");
        }
    }

    @Test
    void runsNoShutdownHookWhenKilled() {
        try (ChildJvm child = Talks.start()) {
            child.kill();

            assertThat(child.awaitExit(SOON)).isEqualTo(128 + 9);
            assertThat(child.output()).doesNotContain("bye");
        }
    }

    @Test
    void doesNothingWhilePausedAndGoesOnWhenResumed() {
        try (ChildJvm child = Talks.start()) {
            child.pause();
            child.terminate();
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .until(() -> child.isAlive() && !child.output().contains("bye"));

            child.resume();

            child.awaitOutput("bye", SOON);
        }
    }

    @Test
    void isEndedByCloseEvenWhilePaused() {
        ChildJvm child = Talks.start();
        child.pause();

        child.close();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void saysWhatWasPrintedWhenItEndsWithoutTheExpectedWords() {
        try (ChildJvm child = ChildJvm.of(Ends.class).start()) {
            assertThatThrownBy(() -> child.awaitOutput("never", SOON)).hasMessageContaining("only this");
        }
    }

    static final class Talks {

        private Talks() {}

        static ChildJvm start() {
            ChildJvm child = ChildJvm.of(Talks.class).start();
            child.awaitOutput("^said", SOON);
            return child;
        }

        public static void main(String[] args) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
            System.out.printf(
                    "said %s %s %s %s%n",
                    Runtime.version(), System.getProperty("color"), System.getenv("SHAPE"), String.join(",", args));
            new CountDownLatch(1).await();
        }
    }

    static final class Ends {

        private Ends() {}

        public static void main(String[] args) {
            System.out.println("only this");
        }
    }
}
