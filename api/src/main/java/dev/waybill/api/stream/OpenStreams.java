package dev.waybill.api.stream;

import dev.waybill.api.access.LiveCredentials;
import dev.waybill.api.http.Requester;
import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Runs each stream on a virtual thread of its own, which blocks while its client is slow, and keeps their number in
 * bounds. Servlet threads are free meanwhile.
 */
final class OpenStreams {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

    private static final MediaType EVENTS = new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8);

    /** Past its duration a stream may still be busy with what it has to send. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static final Duration LONGEST_END = Duration.ofMillis(100);

    private final Semaphore places;

    /** Whose clients come back: not for long, since nothing is sent to them until then. */
    private final Turns interrupted = new Turns(2 * Runtime.getRuntime().availableProcessors(), Duration.ofMillis(500));

    /** Whose clients have all that there is: that their streams are still open costs nothing. */
    private final Turns finished = new Turns(1, Duration.ofSeconds(10));

    private final ConcurrentMap<Requester, Integer> open = new ConcurrentHashMap<>();
    private final StreamEnds ends;
    private final StreamProperties properties;
    private final LiveCredentials credentials;

    OpenStreams(StreamProperties properties, LiveCredentials credentials) {
        this.credentials = credentials;
        this.properties = properties;
        this.places = new Semaphore(properties.maxStreams());
        this.ends = new StreamEnds(properties.streamDuration());
    }

    /** How many there are. */
    int count() {
        return properties.maxStreams() - places.availablePermits();
    }

    /**
     * The stream as an answer. It ends with the credential that it was asked for with.
     *
     * @throws RequestRefused {@code too_many_streams} when the requester has all that it may have, {@code unavailable}
     *     when the node has
     */
    ResponseEntity<ResponseBodyEmitter> open(LiveStream stream, HttpServletRequest request) {
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            return headers().build();
        }
        Requester requester = Requester.of(request);
        LiveCredentials.Watch watch = credentials.watch(request, stream::close);
        try {
            take(requester);
        } catch (RequestRefused refused) {
            watch.close();
            throw refused;
        }
        ResponseBodyEmitter emitter =
                new ResponseBodyEmitter(properties.streamDuration().plus(GRACE).toMillis());
        CountDownLatch ended = new CountDownLatch(1);
        emitter.onCompletion(() -> {
            ended.countDown();
            stream.close();
        });
        emitter.onTimeout(stream::close);
        emitter.onError(failure -> stream.close());
        Thread.ofVirtual().name("waybill-stream").start(() -> {
            Turns turns = run(stream, emitter);
            watch.close();
            giveBack(requester);
            if (turns == null) {
                places.release();
            } else {
                turns.take(() -> {
                    places.release();
                    end(emitter, ended);
                });
            }
        });
        return headers().body(emitter);
    }

    private static ResponseEntity.BodyBuilder headers() {
        return ResponseEntity.ok()
                .contentType(EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue() + ", no-store")
                .header("X-Accel-Buffering", "no");
    }

    private void take(Requester requester) {
        if (open.merge(requester, 1, Integer::sum) > properties.maxStreamsEach()) {
            giveBack(requester);
            throw refused(
                    Reason.TOO_MANY_STREAMS,
                    "You have %d streams open on this node".formatted(properties.maxStreamsEach()));
        }
        if (!places.tryAcquire()) {
            giveBack(requester);
            throw refused(Reason.UNAVAILABLE, "This node has %d streams open".formatted(properties.maxStreams()));
        }
    }

    private void giveBack(Requester requester) {
        open.computeIfPresent(requester, (one, count) -> count == 1 ? null : count - 1);
    }

    private static RequestRefused refused(Reason reason, String detail) {
        return new RequestRefused(Problem.of(reason, detail).withHeader(HttpHeaders.RETRY_AFTER, "1"));
    }

    /** @return in whose turns it ends; null when the client is gone */
    private @Nullable Turns run(LiveStream stream, ResponseBodyEmitter emitter) {
        try {
            Rhythm rhythm = new Rhythm(properties.streamKeepAlive(), ends.next(System.nanoTime(), count()));
            return stream.run(new EventWriter(new EmitterOutput(emitter)), rhythm) ? finished : interrupted;
        } catch (IOException | IllegalStateException gone) {
            // the container has noticed too, and may have given the response to another request
            LOG.debug("A client left its stream", gone);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return interrupted;
        } catch (RuntimeException | Error e) {
            LOG.warn("A stream was closed, its client reconnects: {}", e.toString());
            return interrupted;
        }
    }

    private static void end(ResponseBodyEmitter emitter, CountDownLatch ended) {
        try {
            emitter.complete();
            boolean unused = ended.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IllegalStateException gone) {
            LOG.debug("A client left at the end of its stream", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
