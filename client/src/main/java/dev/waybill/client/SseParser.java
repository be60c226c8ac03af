package dev.waybill.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events as the HTML standard says (section "Server-sent events", interpreting an event stream). An
 * event is handed out as soon as its empty line has come; one that the end of the stream cuts off never is.
 */
final class SseParser {

    /** No event of ours comes near: a guard against a server that is none of ours. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream bytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean started;
    private boolean afterReturn;
    private boolean hasData;
    private String type = "";
    private String lastEventId = "";
    private @Nullable Duration retry;

    SseParser(InputStream bytes) {
        this.bytes = bytes;
    }

    /** Waits for the next event; null at the end of the stream. */
    @Nullable
    SseEvent next() throws IOException {
        String read = nextLine();
        while (read != null) {
            if (!read.isEmpty()) {
                take(read);
            } else if (hasData) {
                return dispatched();
            } else {
                type = "";
            }
            read = nextLine();
        }
        return null;
    }

    /** The last pause that the stream asked for between connections. */
    Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    private SseEvent dispatched() {
        SseEvent event = new SseEvent(type.isEmpty() ? "message" : type, data.toString(), lastEventId);
        type = "";
        data.setLength(0);
        hasData = false;
        return event;
    }

    private void take(String read) throws IOException {
        int colon = read.indexOf(':');
        if (colon == 0) {
            return;
        }
        String value = colon < 0 ? "" : read.substring(colon + 1);
        field(colon < 0 ? read : read.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
    }

    private void field(String name, String value) throws IOException {
        switch (name) {
            case "event" -> type = value;
            case "data" -> append(value);
            case "id" -> lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
            case "retry" -> retry = pause(value);
            default -> {}
        }
    }

    private void append(String value) throws IOException {
        if (data.length() + value.length() > LONGEST) {
            throw new IOException("an event is longer than " + LONGEST + " characters");
        }
        if (hasData) {
            data.append('\n');
        }
        data.append(value);
        hasData = true;
    }

    private @Nullable Duration pause(String value) {
        boolean digits =
                !value.isEmpty() && value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Duration.ofMillis(Long.parseLong(value)) : retry;
    }

    /** Without its end; null when the stream ends first. Never waits for what may follow a carriage return. */
    private @Nullable String nextLine() throws IOException {
        line.reset();
        int octet = bytes.read();
        if (afterReturn && octet == '\n') {
            octet = bytes.read();
        }
        while (octet >= 0 && octet != '\n' && octet != '\r') {
            if (line.size() >= LONGEST) {
                throw new IOException("a line is longer than " + LONGEST + " bytes");
            }
            line.write(octet);
            octet = bytes.read();
        }
        afterReturn = octet == '\r';
        return octet < 0 ? null : withoutMark(line.toString(UTF_8));
    }

    private String withoutMark(String read) {
        boolean first = !started;
        started = true;
        return first && read.startsWith("\uFEFF") ? read.substring(1) : read;
    }
}
