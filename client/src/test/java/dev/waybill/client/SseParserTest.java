package dev.waybill.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SseParserTest {

    static Stream<Arguments> streams() {
        return Stream.of(
                stream("one line", "data: a\n\n", message("a", "")),
                stream("no space after the colon", "data:a\n\n", message("a", "")),
                stream("only one space is taken", "data:  a \n\n", message(" a ", "")),
                stream("lines are joined", "data: a\ndata: b\n\n", message("a\nb", "")),
                stream("an empty data line counts", "data\ndata\n\n", message("\n", "")),
                stream("data without a value is an event", "data\n\n", message("", "")),
                stream("carriage returns", "data: a\r\rdata: b\r\r", message("a", ""), message("b", "")),
                stream("both", "data: a\r\n\r\ndata: b\r\n\r\n", message("a", ""), message("b", "")),
                stream("mixed ends", "data: a\rdata: b\n\r\ndata: c\r\n\n", message("a\nb", ""), message("c", "")),
                stream("a byte order mark", "\uFEFFdata: a\n\n", message("a", "")),
                stream("only one mark", "\uFEFF\uFEFFdata: a\n\ndata: b\n\n", message("b", "")),
                stream("a mark later on", "data: a\n\n\uFEFFdata: b\n\n", message("a", "")),
                stream("comments", ": keep-alive\n\n:\ndata: a\n: more\n\n", message("a", "")),
                stream("a named event", "event: end\ndata: a\n\ndata: b\n\n", event("end", "a", ""), message("b", "")),
                stream("a name without data is forgotten", "event: end\n\ndata: b\n\n", message("b", "")),
                stream("an id stays", "id: 7\ndata: a\n\ndata: b\n\n", message("a", "7"), message("b", "7")),
                stream("an id without data stays", "id: 7\n\ndata: b\n\n", message("b", "7")),
                stream("an empty id resets", "id: 7\ndata: a\n\nid\ndata: b\n\n", message("a", "7"), message("b", "")),
                stream("an id with NUL is ignored", "id: 7\nid: 8\0\ndata: a\n\n", message("a", "7")),
                stream("unknown fields", "data: a\nfoo: bar\nDATA: b\n data: c\n\n", message("a", "")),
                stream("a colon in the value", "data: a: b\n\n", message("a: b", "")),
                stream("letters of more bytes", "data: žluťoučký 🚚\n\n", message("žluťoučký 🚚", "")),
                stream("cut off", "data: a\n\ndata: b\n", message("a", "")),
                stream("cut off within a line", "data: a\n\ndata: b", message("a", "")),
                stream("nothing", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void readsWhatTheStandardSays(String name, String stream, List<SseEvent> events) throws IOException {
        assertThat(read(new ByteArrayInputStream(stream.getBytes(UTF_8))))
                .as(name)
                .isEqualTo(events);
    }

    @ParameterizedTest
    @MethodSource("retries")
    void remembersTheLastPauseThatIsANumber(String stream, @Nullable Duration retry) throws IOException {
        SseParser parser = new SseParser(new ByteArrayInputStream(stream.getBytes(UTF_8)));
        assertThat(parser.next()).isNull();
        assertThat(parser.retry().orElse(null)).isEqualTo(retry);
    }

    static Stream<Arguments> retries() {
        return Stream.of(
                Arguments.of("", null),
                Arguments.of("retry: 500\n", Duration.ofMillis(500)),
                Arguments.of("retry: 500\nretry: 50\n\n", Duration.ofMillis(50)),
                Arguments.of("retry: 500\nretry: -1\nretry: 1.5\nretry: x\nretry\n", Duration.ofMillis(500)),
                Arguments.of("retry: ٣\nretry: 99999999999999999999\n", null));
    }

    @Test
    void doesNotWaitForWhatFollowsACarriageReturn() throws IOException {
        InputStream event = new ByteArrayInputStream("data: a\r\n\r".getBytes(UTF_8));
        SseParser parser = new SseParser(new SequenceInputStream(event, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("asked for more than the event");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("asked for more than the event");
            }
        }));
        assertThat(parser.next()).isEqualTo(message("a", ""));
    }

    @Test
    void refusesALineWithoutEnd() {
        SseParser parser = new SseParser(endless());
        assertThatThrownBy(parser::next).isInstanceOf(IOException.class).hasMessageContaining("longer than");
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                return length;
            }
        };
    }

    private static List<SseEvent> read(InputStream stream) throws IOException {
        SseParser parser = new SseParser(stream);
        List<SseEvent> events = new ArrayList<>();
        SseEvent event = parser.next();
        while (event != null) {
            events.add(event);
            event = parser.next();
        }
        return events;
    }

    private static Arguments stream(String name, String stream, SseEvent... events) {
        return Arguments.of(name, stream, List.of(events));
    }

    private static SseEvent message(String data, String id) {
        return event("message", data, id);
    }

    private static SseEvent event(String type, String data, String id) {
        return new SseEvent(type, data, id);
    }
}
