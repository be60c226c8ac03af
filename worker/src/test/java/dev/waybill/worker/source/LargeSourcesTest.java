package dev.waybill.worker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.ChildJvm;
import java.time.Duration;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;

/** Sources that are far larger than the heap of the JVM that reads them. */
class LargeSourcesTest {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Test
    void readsAnXmlFeedOf300Megabytes() {
        assertThat(read("xml", "-Xmx32m", 300)).isGreaterThan(300_000);
    }

    @Test
    void readsAWorkbookOfAMillionRowsAndThreeMillionTexts() {
        assertThat(read("excel", "-Xmx64m", 1_000_000)).isEqualTo(1_000_000);
    }

    /** How many records it says that it surveyed and read. */
    private static long read(String format, String heap, int size) {
        try (ChildJvm jvm = ChildJvm.of(LargeSources.class)
                .option(heap)
                .arguments(format, Integer.toString(size))
                .start()) {
            MatchResult said = jvm.awaitOutput("^(\\d+) of (\\d+) records read", LONGEST);
            assertThat(said.group(1)).isEqualTo(said.group(2));
            return Long.parseLong(said.group(1));
        }
    }
}
