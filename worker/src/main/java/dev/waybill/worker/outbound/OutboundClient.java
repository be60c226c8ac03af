package dev.waybill.worker.outbound;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.job.Stopped;
import java.io.IOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The one way out (DESIGN.md section 7): http and https to public addresses, checked in the moment of connecting and on
 * every redirect; bounded in size and time; stopped as soon as the job must stop. It knows no proxy and keeps no cookies.
 * A POST is sent at most once.
 */
public final class OutboundClient implements AutoCloseable {

    private final OkHttpClient http;
    private final OkHttpClient posting;
    private final Credentials credentials;
    private final OutboundProperties properties;
    private final Clock clock;

    /** @param base what the guards are put upon: a DNS and trusted certificates */
    OutboundClient(OutboundProperties properties, Clock clock, OkHttpClient base) {
        this.properties = properties;
        this.clock = clock;
        this.credentials = new Credentials(properties.credentials());
        this.http = base.newBuilder()
                .dns(new PatientDns(base.dns(), properties.connectTimeout()))
                .socketFactory(new GuardedSockets(properties.destinations()))
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(properties.connectTimeout())
                .readTimeout(properties.readTimeout())
                .writeTimeout(properties.readTimeout())
                .connectionPool(new ConnectionPool(4, 10, TimeUnit.SECONDS))
                .build();
        // a used connection can be closed while it is written to, and then nobody knows whether the POST arrived
        this.posting = http.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
    }

    /**
     * Sends the request and follows redirects.
     *
     * @return whatever was answered in the end, its body unread; the caller closes
     * @throws Rejected when the address, a redirect, the credential or the certificate is refused
     * @throws RetryLater with a {@code remote_} code when the other side cannot be reached or breaks off
     * @throws Stopped when the job must stop
     */
    public OutboundResponse send(OutboundRequest request, Progress progress) {
        HttpUrl url = OutboundUrl.parse(request.url());
        Optional<OutboundCredential> credential = credentials.find(request.credential(), url);
        long deadline = System.nanoTime() + patience(request).toNanos();
        for (int redirects = 0; ; redirects++) {
            progress.throwIfStopped();
            Request sent = Requests.of(request, url, credential, properties.userAgent());
            OutboundResponse response = exchange(sent, terms(request), deadline, progress);
            HttpUrl next = redirect(request, response);
            if (next == null) {
                return response;
            }
            response.close();
            requireFollowable(url, next, redirects);
            credential = OutboundUrl.sameOrigin(url, next) ? credential : Optional.empty();
            url = next;
        }
    }

    /** A Retry-After up to this is waited for in place. */
    public Duration waitInPlace() {
        return properties.waitInPlace();
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
    }

    private OutboundResponse exchange(Request request, OutboundResponse.Terms terms, long deadline, Progress progress) {
        Call call = (request.body() == null ? http : posting).newCall(request);
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        call.timeout().timeout(left, TimeUnit.MILLISECONDS);
        Progress.AbortRegistration abort = progress.abortOnStop(call::cancel);
        try {
            return new OutboundResponse(call.execute(), terms, progress, abort);
        } catch (IOException failure) {
            abort.close();
            throw Failures.translate(failure, HostName.of(request.url()), progress);
        } catch (RuntimeException | Error failure) {
            abort.close();
            throw failure;
        }
    }

    private Duration patience(OutboundRequest request) {
        Duration asked = request.timeout();
        Duration most = properties.totalTimeout();
        return asked != null && asked.compareTo(most) < 0 ? asked : most;
    }

    private OutboundResponse.Terms terms(OutboundRequest request) {
        long maxBytes = Math.min(request.maxBytes(), properties.maxSize().toBytes());
        return new OutboundResponse.Terms(maxBytes, clock.instant(), properties.longestRetryAfter());
    }

    private static @Nullable HttpUrl redirect(OutboundRequest request, OutboundResponse response) {
        Optional<String> location = response.header("Location");
        boolean moved = switch (response.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
        if (!moved || location.isEmpty() || request.body() != null) {
            return null;
        }
        HttpUrl next = response.resolve(location.get());
        if (next == null) {
            response.close();
            throw new Rejected("url_redirects", "%s redirects to no http address.".formatted(response.host()));
        }
        return next;
    }

    private void requireFollowable(HttpUrl from, HttpUrl to, int redirects) {
        if (redirects >= properties.maxRedirects()) {
            throw new Rejected(
                    "url_redirects",
                    "%s redirects more than %d times.".formatted(from.host(), properties.maxRedirects()));
        }
        if (from.isHttps() && !to.isHttps() && !properties.allowDowngrade()) {
            throw new Rejected("url_redirects", "%s redirects from https to http.".formatted(from.host()));
        }
        HttpUrl unused = OutboundUrl.requirePlain(to);
    }
}
