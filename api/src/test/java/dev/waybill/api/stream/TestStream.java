package dev.waybill.api.stream;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.api.Http;
import dev.waybill.shared.job.JobJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a stream as it comes. */
final class TestStream implements AutoCloseable {

    private final Http http;
    private final String path;
    private final HttpResponse<InputStream> response;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean ended;

    /** An event; the name is empty and the id null when there is none. */
    record Frame(String name, @Nullable Long id, JsonNode data) {}

    private TestStream(Http http, String path, HttpResponse<InputStream> response) {
        this.http = http;
        this.path = path;
        this.response = response;
        this.thread = Thread.ofVirtual().start(this::read);
    }

    static TestStream open(Http http, String path, String... headers) {
        return new TestStream(http, path, http.open(path, headers));
    }

    /** Those that came, each as the OpenAPI document has it. */
    private void check(Frame frame) {
        http.conformance(path).ifPresent(document -> document.checkEvent(path, frame.name(), frame.id(), frame.data()));
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<Frame> frames() {
        return frames;
    }

    /** Ids of the log's entries, as they came. */
    List<Long> seqs() {
        return frames.stream()
                .filter(frame -> frame.id() != null)
                .map(Frame::id)
                .toList();
    }

    List<Frame> named(String name) {
        return frames.stream().filter(frame -> frame.name().equals(name)).toList();
    }

    List<String> comments() {
        return comments;
    }

    boolean ended() {
        return ended;
    }

    TestStream until(Predicate<TestStream> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> condition.test(this));
        return this;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            Long id = null;
            JsonNode data = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = Long.valueOf(line.substring(4));
                } else if (line.startsWith("data: ")) {
                    data = JobJson.MAPPER.readTree(line.substring(6));
                } else if (line.isEmpty() && data != null) {
                    Frame frame = new Frame(name, id, data);
                    check(frame);
                    frames.add(frame);
                    name = "";
                    id = null;
                    data = null;
                } else if (!line.isEmpty()) {
                    comments.add(line);
                }
            }
        } catch (IOException e) {
            comments.add("broken: " + e.getMessage());
        } finally {
            ended = true;
        }
    }

    boolean reading() {
        return thread.isAlive();
    }
}
