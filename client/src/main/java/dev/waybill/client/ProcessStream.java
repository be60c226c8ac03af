package dev.waybill.client;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Follows one process's stream over as many connections as it takes. */
final class ProcessStream {

    private final Transport transport;
    private final ProcessListener listener;
    private final String path;
    private final Deadline deadline;
    private Deadline patience;
    private Duration pause = Duration.ofMillis(500);
    private int failures;
    private long lastSeq;
    private long lastVersion;

    ProcessStream(Transport transport, long id, long after, ProcessListener listener, Deadline deadline) {
        this.transport = transport;
        this.listener = listener;
        this.path = "/api/processes/" + id;
        this.deadline = deadline;
        this.patience = Deadline.after(transport.settings().giveUpAfter());
        this.lastSeq = after;
    }

    ProcessView follow() {
        while (true) {
            ProcessView ended = connect();
            if (ended != null) {
                listener.ended(ended);
                return ended;
            }
            if (deadline.isOver()) {
                throw late();
            }
            Duration next = nextPause();
            listener.reconnecting(next);
            transport.pause(path, deadline.remaining(next));
        }
    }

    /** Null when the connection ended before the process did. */
    private @Nullable ProcessView connect() {
        HttpResponse<TimedBody> answer;
        try {
            answer = transport.open(request(), deadline);
        } catch (WaybillException e) {
            if (!e.isPassing() || patience.isOver()) {
                throw e;
            }
            failures++;
            return null;
        }
        failures = 0;
        try (TimedBody body = answer.body()) {
            return answer.statusCode() == 204 ? find() : read(answer, body);
        } finally {
            patience = Deadline.after(transport.settings().giveUpAfter());
        }
    }

    private ApiRequest request() {
        ApiRequest request = ApiRequest.get(path + "/stream").header("Accept", "text/event-stream");
        return lastSeq > 0 ? request.header("Last-Event-ID", Long.toString(lastSeq)) : request;
    }

    private @Nullable ProcessView read(HttpResponse<TimedBody> answer, TimedBody body) {
        String type = answer.headers().firstValue("Content-Type").orElse("nothing");
        if (!type.startsWith("text/event-stream")) {
            throw WaybillException.local(path, WaybillException.BAD_ANSWER, "the stream is " + type, null);
        }
        SseParser parser = new SseParser(body);
        try {
            return readUntilEnd(parser);
        } finally {
            pause = parser.retry().orElse(pause);
        }
    }

    private @Nullable ProcessView readUntilEnd(SseParser parser) {
        SseEvent event = nextOf(parser);
        while (event != null) {
            if (event.type().equals("end")) {
                return process(event);
            }
            tell(event);
            event = nextOf(parser);
        }
        return null;
    }

    private @Nullable SseEvent nextOf(SseParser parser) {
        try {
            return parser.next();
        } catch (IOException e) {
            WaybillException broken = transport.translate(path + "/stream", e);
            if (!broken.isPassing()) {
                throw broken;
            }
            return null;
        }
    }

    private void tell(SseEvent sent) {
        if (sent.type().equals("message")) {
            ProcessEventView event = Json.read(path, sent.bytes(), ProcessEventView.class);
            if (event.seq() > lastSeq) {
                lastSeq = event.seq();
                listener.event(event);
            }
        } else if (sent.type().equals("progress")) {
            ProcessView process = process(sent);
            if (process.version() >= lastVersion) {
                lastVersion = process.version();
                listener.progress(process);
            }
        }
    }

    private ProcessView process(SseEvent event) {
        return Json.read(path, event.bytes(), ProcessView.class);
    }

    private ProcessView find() {
        return Json.read(path, transport.send(ApiRequest.get(path), deadline).body(), ProcessView.class);
    }

    private Duration nextPause() {
        Duration backoff = failures == 0
                ? Duration.ZERO
                : transport
                        .settings()
                        .pauseAfter(failures, ThreadLocalRandom.current().nextDouble());
        return pause.compareTo(backoff) < 0 ? backoff : pause;
    }

    private WaybillException late() {
        return WaybillException.local(path + "/stream", WaybillException.TIMEOUT, "the process has not ended", null);
    }
}
