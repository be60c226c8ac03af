package dev.waybill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventWriterTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventWriter writer = new EventWriter(out);

    @Test
    void writesFramesThatEndWithAnEmptyLine() throws IOException {
        writer.retry(Duration.ofMillis(500));
        writer.event(7, new Json(() -> Map.of("message", "two\nlines ü")));
        writer.event("progress", new Json(() -> Map.of("id", 1)));
        writer.comment("keep-alive");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        retry: 500

                        id: 7
                        data: {"message":"two\\nlines ü"}

                        event: progress
                        data: {"id":1}

                        : keep-alive

                        """);
    }

    @Test
    void writesADocumentOnceForAll() {
        AtomicInteger written = new AtomicInteger();
        Json json = new Json(written::incrementAndGet);

        assertThat(json.bytes()).isSameAs(json.bytes());
        assertThat(written).hasValue(1);
    }
}
