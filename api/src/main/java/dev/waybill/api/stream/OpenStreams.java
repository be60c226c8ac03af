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
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
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

    /** So many streams or fewer may well begin anew together. */
    private static final int CROWD = 100;

    /** Past its duration a stream may still be busy with what it has to send. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Semaphore places;
    private final ConcurrentMap<Requester, Integer> open = new ConcurrentHashMap<>();
    private final StreamProperties properties;
    private final LiveCredentials credentials;

    OpenStreams(StreamProperties properties, LiveCredentials credentials) {
        this.credentials = credentials;
        this.properties = properties;
        this.places = new Semaphore(properties.maxStreams());
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
        emitter.onCompletion(stream::close);
        emitter.onTimeout(stream::close);
        emitter.onError(failure -> stream.close());
        Thread.ofVirtual().name("waybill-stream").start(() -> run(stream, emitter, requester, watch));
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

    /** What began together in a crowd, after a start of the node for example, is not to come back all at once. */
    private Rhythm rhythm() {
        Duration longest = properties.streamDuration();
        Duration duration = count() <= CROWD
                ? longest
                : Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest.toNanos() / 2, longest.toNanos()));
        return new Rhythm(properties.streamKeepAlive(), duration);
    }

    private void run(LiveStream stream, ResponseBodyEmitter emitter, Requester requester, LiveCredentials.Watch watch) {
        try {
            stream.run(new EventWriter(new EmitterOutput(emitter)), rhythm());
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            // nothing to complete: the container has noticed too, and may have given the response to another request
            LOG.debug("A client left its stream", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("A stream was closed, its client reconnects: {}", e.getMessage());
            emitter.complete();
        } finally {
            watch.close();
            giveBack(requester);
            places.release();
        }
    }
}
