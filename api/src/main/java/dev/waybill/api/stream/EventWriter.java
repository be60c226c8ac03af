package dev.waybill.api.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes server-sent events as the HTML standard says. JSON has no line breaks of its own, so data is one line. */
final class EventWriter {

    private final OutputStream out;

    EventWriter(OutputStream out) {
        this.out = out;
    }

    /** How long a client should pause before it reconnects. */
    void retry(Duration pause) throws IOException {
        write("retry: " + pause.toMillis() + "\n\n");
    }

    /** An event with its id and without a name. */
    void event(long id, Json data) throws IOException {
        write("id: " + id + "\ndata: ");
        out.write(data.bytes());
        write("\n\n");
    }

    /** An event with a name and without an id, so that a reconnect does not begin after it. */
    void event(String name, Json data) throws IOException {
        write("event: " + name + "\ndata: ");
        out.write(data.bytes());
        write("\n\n");
    }

    void comment(String text) throws IOException {
        write(": " + text + "\n\n");
    }

    void flush() throws IOException {
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
