package dev.waybill.api.stream;

import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Runs each stream on a virtual thread of its own, which blocks while its client is slow, and keeps their number in
 * bounds. Servlet threads are free meanwhile.
 */
final class OpenStreams {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

    /** Past its duration a stream may still be busy with what it has to send. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Semaphore places;
    private final int max;
    private final Duration longest;

    OpenStreams(StreamProperties properties) {
        this.max = properties.maxStreams();
        this.places = new Semaphore(max);
        this.longest = properties.streamDuration().plus(GRACE);
    }

    /** How many there are. */
    int count() {
        return max - places.availablePermits();
    }

    /**
     * Answers the request with the stream.
     *
     * @throws RequestRefused {@code too_many_streams}
     */
    void open(LiveStream stream, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!places.tryAcquire()) {
            throw new RequestRefused(Problem.of(Reason.TOO_MANY_STREAMS, "This node has " + max + " streams open")
                    .withHeader(HttpHeaders.RETRY_AFTER, "1"));
        }
        boolean started = false;
        try {
            started = start(stream, request, response);
        } finally {
            if (!started) {
                places.release();
            }
        }
    }

    private boolean start(LiveStream stream, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            return false;
        }
        OutputStream out = response.getOutputStream();
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(longest.toMillis());
        async.addListener(new Closing(stream));
        Thread.ofVirtual().name("waybill-stream").start(() -> run(stream, out, async));
        return true;
    }

    private void run(LiveStream stream, OutputStream out, AsyncContext async) {
        try {
            stream.run(new EventWriter(out));
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("A client left its stream", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!DisconnectedClientHelper.isClientDisconnectedException(e)) {
                LOG.warn("A stream was closed, its client reconnects: {}", e.getMessage());
            }
        } finally {
            places.release();
            complete(async);
        }
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException done) {
            LOG.debug("The container ended the stream first", done);
        }
    }

    /** The container's word that the stream is over. */
    private record Closing(LiveStream stream) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            stream.close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            stream.close();
            complete(event.getAsyncContext());
        }

        @Override
        public void onError(AsyncEvent event) {
            stream.close();
            complete(event.getAsyncContext());
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            LOG.debug("Never started twice");
        }
    }
}
