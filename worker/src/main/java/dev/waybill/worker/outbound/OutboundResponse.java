package dev.waybill.worker.outbound;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.job.Stopped;
import java.io.Closeable;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** An answer whose content is read from the network as it is asked for. To be closed. */
public final class OutboundResponse implements Closeable {

    /** Nobody asks for a part, and a part is not the whole. */
    private static final int PARTIAL = 206;

    private final Response response;
    private final Terms terms;
    private final Progress progress;
    private final Progress.AbortRegistration abort;

    /**
     * What an answer is held to.
     *
     * @param maxBytes of its content, decompressed
     * @param now when it came
     * @param longestRetryAfter a longer Retry-After is cut
     */
    record Terms(long maxBytes, Instant now, Duration longestRetryAfter) {}

    /** @param abort what aborts it when the job must stop; closed with it */
    OutboundResponse(Response response, Terms terms, Progress progress, Progress.AbortRegistration abort) {
        this.response = response;
        this.terms = terms;
        this.progress = progress;
        this.abort = abort;
    }

    /** As HTTP has it: 200, 404. */
    public int status() {
        return response.code();
    }

    /** Where it came from in the end, after all redirects. */
    public HttpUrl url() {
        return response.request().url();
    }

    /** The header's last value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.header(name));
    }

    /** Where its {@code Link} header with this relation points to (RFC 8288), as an absolute address. */
    public Optional<String> link(String relation) {
        List<String> headers = response.headers("Link");
        return LinkHeader.find(headers, relation, url()).map(HttpUrl::toString);
    }

    /** How long the other side asks to be left alone, from seconds or from a date; at least zero. */
    public Optional<Duration> retryAfter() {
        return RetryAfter.of(response.headers(), terms.now(), terms.longestRetryAfter());
    }

    /**
     * @return this
     * @throws RetryLater with {@code remote_unavailable} for 408, 425, 429 and 5xx
     * @throws Rejected with {@code remote_refused} for everything else that is not 2xx and for
     *     206, {@code remote_encoding} for an
     *     answer compressed in a way that was not asked for
     */
    public OutboundResponse requireSuccess() {
        int status = status();
        String sentence = "%s answered %d.".formatted(host(), status);
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw new RetryLater("remote_unavailable", sentence, retryAfter().orElse(null));
        }
        if (!response.isSuccessful() || status == PARTIAL) {
            throw new Rejected("remote_refused", sentence);
        }
        String encoding = response.header("Content-Encoding", "identity");
        if (!Objects.requireNonNull(encoding).equalsIgnoreCase("identity")) {
            throw new Rejected("remote_encoding", host() + " compresses its answer in a way that was not asked for.");
        }
        return this;
    }

    /**
     * Its content, decompressed. Its {@code read} throws {@link Stopped} when the job must stop, {@link Rejected} with
     * {@code url_too_large}, and {@link RetryLater} with a {@code remote_} code when less came than was announced.
     */
    public InputStream body() {
        long announced = response.body().contentLength();
        if (announced > terms.maxBytes()) {
            throw GuardedBody.tooLarge(host(), terms.maxBytes());
        }
        return new GuardedBody(response.body().byteStream(), terms.maxBytes(), host(), progress);
    }

    /** How the other side is called in sentences for people. */
    String host() {
        return HostName.of(url());
    }

    /** The address that a reference in it means; null when that is none of http. */
    @Nullable
    HttpUrl resolve(String reference) {
        return url().resolve(reference);
    }

    @Override
    public void close() {
        response.close();
        abort.close();
    }
}
