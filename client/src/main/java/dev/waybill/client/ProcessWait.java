package dev.waybill.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for a process by long polling: each request is held by the server until something changed. */
final class ProcessWait {

    private static final Duration HELD = Duration.ofSeconds(20);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

    private final Transport transport;
    private final String path;
    private final Deadline deadline;
    private Deadline patience;
    private @Nullable ProcessView latest;
    private @Nullable String tag;

    ProcessWait(Transport transport, long id, Duration timeout) {
        this.transport = transport;
        this.path = "/api/processes/" + id;
        this.deadline = Deadline.after(timeout);
        this.patience = Deadline.after(transport.settings().giveUpAfter());
    }

    ProcessView until(Predicate<ProcessView> condition) {
        while (true) {
            Deadline early = Deadline.after(SHORTEST_PAUSE);
            boolean changed = poll();
            if (changed && latest != null && condition.test(latest)) {
                return latest;
            }
            if (deadline.isOver()) {
                throw WaybillException.local("wait for " + path, WaybillException.TIMEOUT, "still " + state(), null);
            }
            if (!changed) {
                // A server that does not hold requests must not be asked without end.
                transport.pause(path, early.remaining(deadline.remaining(SHORTEST_PAUSE)));
            }
        }
    }

    private boolean poll() {
        try {
            HttpResponse<byte[]> answer = transport.send(request(), deadline);
            patience = Deadline.after(transport.settings().giveUpAfter());
            if (answer.statusCode() == 304) {
                return false;
            }
            ProcessView read = Json.read(path, answer.body(), ProcessView.class);
            latest = read;
            tag = answer.headers().firstValue("ETag").orElse("\"" + read.version() + "\"");
            return true;
        } catch (WaybillException e) {
            if (!e.isPassing() || patience.isOver() || deadline.isOver()) {
                throw e;
            }
            return false;
        }
    }

    private ApiRequest request() {
        if (tag == null) {
            return ApiRequest.get(path);
        }
        long seconds = Math.max(0, deadline.remaining(HELD).toSeconds());
        return ApiRequest.get(path + "?wait=" + seconds)
                .header("If-None-Match", tag)
                .allow(Duration.ofSeconds(seconds));
    }

    private String state() {
        return latest == null ? "unreachable" : latest.status();
    }
}
