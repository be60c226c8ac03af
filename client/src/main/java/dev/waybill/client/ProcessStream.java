package dev.waybill.client;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Follows one process's stream over as many connections as it takes; by polling where there is none to be had, because
 * the server keeps as many open as it will, or something on the way lets none through.
 */
final class ProcessStream {

    private static final Duration POLLED_AT_LEAST = Duration.ofSeconds(10);
    private static final Set<Integer> NO_STREAM_TO_BE_HAD = Set.of(405, 406, 429, 501);

    private final Calls calls;
    private final Transport transport;
    private final Told told;
    private final String path;
    private final Deadline deadline;
    private final HeldRequests polls;
    private Deadline patience;
    private Deadline polled = Deadline.after(Duration.ZERO);
    private Duration pause = Duration.ofMillis(500);
    private int failures;

    ProcessStream(Calls calls, long id, Told told, Deadline deadline) {
        this.calls = calls;
        this.transport = calls.transport();
        this.told = told;
        this.path = "/api/processes/" + id;
        this.deadline = deadline;
        this.polls = new HeldRequests(transport, path, deadline);
        this.patience = Deadline.after(transport.settings().giveUpAfter());
    }

    /** The process as it ended, or as it was when that was enough. */
    ProcessView follow() {
        while (true) {
            boolean polling = !polled.isOver();
            ProcessView last = polling ? poll() : connect();
            if (last != null) {
                return last.isTerminal() ? told.ended(last) : last;
            }
            if (deadline.isOver()) {
                throw late();
            }
            Duration next = nextPause();
            if (!polling) {
                told.listener().reconnecting(next);
            }
            transport.pause(path, deadline.remaining(next));
        }
    }

    /** Null when the connection ended before the process did. */
    private @Nullable ProcessView connect() {
        try {
            ProcessView last = stream();
            reached();
            return last;
        } catch (WaybillException e) {
            if (isNoStreamToBeHad(e)) {
                polled = Deadline.after(e.retryAfter().orElse(POLLED_AT_LEAST));
                return poll();
            }
            return failed(e);
        }
    }

    private @Nullable ProcessView stream() {
        HttpResponse<TimedBody> answer = transport.open(request(), deadline);
        failures = 0;
        try (TimedBody body = answer.body()) {
            return answer.statusCode() == 204 ? caughtUp() : read(answer, body);
        }
    }

    private ApiRequest request() {
        ApiRequest request = ApiRequest.get(path + "/stream").header("Accept", "text/event-stream");
        return told.lastSeq() > 0 ? request.header("Last-Event-ID", Long.toString(told.lastSeq())) : request;
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
        for (SseEvent event = nextOf(parser); event != null; event = nextOf(parser)) {
            if (event.type().equals("end")) {
                return process(event);
            }
            tell(event);
            ProcessView enough = told.enough();
            if (enough != null) {
                return enough;
            }
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
            boolean ahead = told.isAheadOfTheProcess(event);
            told.event(event);
            if (ahead) {
                told.progress(find());
            }
        } else if (sent.type().equals("progress")) {
            told.progress(process(sent));
        }
    }

    /** The log up to the process as it is, and the process. */
    private @Nullable ProcessView poll() {
        try {
            Optional<ProcessView> changed = polls.next();
            reached();
            if (changed.isEmpty()) {
                return null;
            }
            tellEvents();
            told.progress(changed.get());
            return changed.get().isTerminal() ? changed.get() : told.enough();
        } catch (WaybillException e) {
            return failed(e);
        }
    }

    private @Nullable ProcessView caughtUp() {
        ProcessView found = find();
        if (told.lastSeq() < found.eventSeq()) {
            tellEvents();
        }
        return found.isTerminal() ? found : told.enough();
    }

    private void tellEvents() {
        calls.pages(path + "/events", after(told.lastSeq()), "after", ProcessEventView.class)
                .forEach(told::event);
    }

    private static Map<String, String> after(long seq) {
        return Map.of("limit", "200", "after", Long.toString(seq));
    }

    private void reached() {
        failures = 0;
        patience = Deadline.after(transport.settings().giveUpAfter());
    }

    private @Nullable ProcessView failed(WaybillException e) {
        if (!e.isPassing() || patience.isOver()) {
            throw e;
        }
        failures++;
        return null;
    }

    private static boolean isNoStreamToBeHad(WaybillException e) {
        return NO_STREAM_TO_BE_HAD.contains(e.status())
                || e.reasonCode().equals("too_many_streams")
                || e.reasonCode().equals(WaybillException.BAD_ANSWER);
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
