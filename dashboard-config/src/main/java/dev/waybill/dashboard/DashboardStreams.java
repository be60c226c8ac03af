package dev.waybill.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jobrunr.dashboard.JobRunrSseHandler;
import org.jobrunr.dashboard.server.sse.SseExchange;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr's streams of counters, servers and single jobs. The thread of each request stays and sends; keep-alives find
 * out that a reader has gone, which JobRunr learns only when there is something new to say, and it counts open streams.
 */
final class DashboardStreams extends JobRunrSseHandler {

    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(UTF_8);
    private static final long KEEP_ALIVE_SECONDS = 10;

    DashboardStreams(StorageProvider storageProvider, JsonMapper jsonMapper) {
        super(storageProvider, jsonMapper);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Frames frames = new Frames(Thread.currentThread()::interrupt);
        Opening opening = new Opening(exchange, frames);
        try {
            super.handle(opening);
        } catch (IllegalArgumentException | IllegalStateException unknownStream) {
            Answers.text(exchange, 404, "Not found.");
            return;
        }
        SseExchange opened = opening.opened;
        if (opened == null) {
            Answers.text(exchange, 503, "Too many open streams.");
            return;
        }
        try (opened) {
            send(exchange, frames);
        } catch (InterruptedException tooSlowOrStopping) {
            Thread.currentThread().interrupt();
        } finally {
            frames.close();
        }
    }

    @Override
    protected SseExchange createSseExchange(HttpExchange exchange) throws IOException {
        SseExchange opened = super.createSseExchange(exchange);
        ((Opening) exchange).opened = opened;
        return opened;
    }

    private static void send(HttpExchange exchange, Frames frames) throws IOException, InterruptedException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/event-stream");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Accel-Buffering", "no");
        Answers.secure(headers);
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write(KEEP_ALIVE);
            body.flush();
            byte[] frame = frames.next(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
            while (frame != null) {
                body.write(frame.length == 0 ? KEEP_ALIVE : frame);
                body.flush();
                frame = frames.next(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static final class Opening extends ForwardingExchange {
        private @Nullable SseExchange opened;

        Opening(HttpExchange exchange, Frames frames) {
            super(exchange, frames);
        }
    }
}
