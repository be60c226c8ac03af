package dev.waybill.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/** Sends requests, repeats those that may be, and turns whatever goes wrong into a {@link WaybillException}. */
final class Transport implements AutoCloseable {

    private static final Set<Integer> PASSING = Set.of(502, 503, 504);
    private static final int TOO_MANY = 429;
    /** What a request is given at least, however near the deadline. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final ClientSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpClient http;

    Transport(ClientSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // A redirect would carry the key to whoever is named there.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(threads)
                .build();
    }

    /** @throws WaybillException for every status but 2xx and 304 */
    HttpResponse<byte[]> send(ApiRequest request) {
        return send(request, Deadline.never());
    }

    /** The same, with repetitions only until the deadline. */
    HttpResponse<byte[]> send(ApiRequest request, Deadline deadline) {
        HttpResponse<byte[]> answer = repeating(request, BodyHandlers.ofByteArray(), deadline);
        return checked(request, answer, answer.body());
    }

    /**
     * Leaves the body to be read as it comes; the caller closes it. Not repeated: callers know better when to.
     *
     * @throws WaybillException for every status but 2xx and 304
     */
    HttpResponse<TimedBody> open(ApiRequest request, Deadline deadline) {
        HttpResponse<TimedBody> answer =
                once(request, info -> new TimedBody(settings.idleTimeout(), deadline), deadline);
        if (answer.statusCode() < 300) {
            return answer;
        }
        try (TimedBody body = answer.body()) {
            return checked(request, answer, body.readNBytes(1 << 20));
        } catch (IOException e) {
            return checked(request, answer, new byte[0]);
        }
    }

    /**
     * Copies a body as it comes.
     *
     * @throws WaybillException when the connection breaks, or the target
     */
    void download(ApiRequest request, OutputStream target) {
        try (TimedBody body = open(request, Deadline.never()).body()) {
            byte[] buffer = new byte[16_384];
            for (int count = read(request, body, buffer); count >= 0; count = read(request, body, buffer)) {
                target.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw WaybillException.local(request.name(), WaybillException.FILE, "cannot be written", e);
        }
    }

    private int read(ApiRequest request, TimedBody body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw translate(request.name(), e);
        }
    }

    /** @throws WaybillException when the client is closed or the thread interrupted meanwhile */
    void pause(String call, Duration pause) {
        boolean closed;
        try {
            closed = closing.await(pause.toNanos(), NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(call);
        }
        if (closed) {
            throw WaybillException.local(call, WaybillException.CLOSED, "the client was closed", null);
        }
    }

    /** What a broken read of a body means to the caller. */
    WaybillException translate(String call, Throwable failure) {
        if (closing.getCount() == 0) {
            return WaybillException.local(call, WaybillException.CLOSED, "the client was closed", failure);
        }
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(call);
        }
        boolean late = failure instanceof HttpTimeoutException && !(failure instanceof HttpConnectTimeoutException);
        String detail = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return WaybillException.local(
                call, late ? WaybillException.TIMEOUT : WaybillException.UNREACHABLE, detail, failure);
    }

    ClientSettings settings() {
        return settings;
    }

    /** Ends every call that is under way. */
    @Override
    public void close() {
        closing.countDown();
        http.shutdownNow();
        threads.shutdownNow();
    }

    private <T> HttpResponse<T> repeating(ApiRequest request, BodyHandler<T> handler, Deadline deadline) {
        for (int failures = 1; ; failures++) {
            boolean last = failures > settings.repeats() || deadline.isOver();
            Duration pause =
                    settings.pauseAfter(failures, ThreadLocalRandom.current().nextDouble());
            try {
                HttpResponse<T> answer = once(request, handler, deadline);
                Duration asked = RetryAfter.of(answer.headers()).orElse(pause);
                if (last || !mayRepeat(request, answer.statusCode()) || isTooLong(asked)) {
                    return answer;
                }
                pause = asked;
            } catch (WaybillException e) {
                if (last || !mayRepeat(request, e)) {
                    throw e;
                }
            }
            pause(request.name(), deadline.remaining(pause));
        }
    }

    private <T> HttpResponse<T> once(ApiRequest request, BodyHandler<T> handler, Deadline deadline) {
        Duration timeout =
                longer(SHORTEST, deadline.remaining(settings.requestTimeout().plus(request.allowance())));
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(toHttp(request), handler);
        try {
            return answer.get(timeout.toNanos(), NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw WaybillException.local(request.name(), WaybillException.TIMEOUT, "no answer in " + timeout, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted(request.name());
        } catch (ExecutionException e) {
            throw translate(request.name(), e.getCause() == null ? e : e.getCause());
        }
    }

    private HttpRequest toHttp(ApiRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(settings.resolve(request.path()))
                .method(request.method(), request.body().get());
        request.headers().forEach(builder::setHeader);
        if (settings.apiKey() != null) {
            builder.setHeader("Authorization", "Bearer " + settings.apiKey());
        }
        return builder.build();
    }

    // Whoever asks too much is turned away before anything is done.
    private static boolean mayRepeat(ApiRequest request, int status) {
        return status == TOO_MANY || (request.repeatable() && PASSING.contains(status));
    }

    private boolean isTooLong(Duration asked) {
        return asked.compareTo(settings.longestRetryAfter()) > 0;
    }

    // What never reached the server may be sent again, whatever it is.
    private static boolean mayRepeat(ApiRequest request, WaybillException failure) {
        Throwable cause = failure.getCause();
        boolean neverSent = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        return failure.reasonCode().equals(WaybillException.UNREACHABLE) && (request.repeatable() || neverSent);
    }

    private static <T> HttpResponse<T> checked(ApiRequest request, HttpResponse<T> answer, byte[] body) {
        int status = answer.statusCode();
        if (status < 300 || status == 304) {
            return answer;
        }
        throw WaybillException.of(
                request.name(),
                Problem.read(status, body),
                RetryAfter.of(answer.headers()).orElse(null));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private static WaybillException interrupted(String call) {
        Thread.currentThread().interrupt();
        return WaybillException.local(call, WaybillException.INTERRUPTED, "the thread was interrupted", null);
    }
}
