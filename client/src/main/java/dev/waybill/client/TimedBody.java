package dev.waybill.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A body read as it comes; unlike the JDK's, no read waits for ever. Holds at most what one read of the socket gave. */
final class TimedBody extends InputStream implements BodySubscriber<TimedBody> {

    /** Bytes, or the end: with its failure, or without. */
    private record Part(
            List<ByteBuffer> buffers,
            boolean last,
            @Nullable Throwable failure) {}

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final Duration idle;
    private final Deadline deadline;
    private Part current = new Part(List.of(), false, null);
    private int index;

    /** @param idle the longest wait for the next byte */
    TimedBody(Duration idle, Deadline deadline) {
        this.idle = idle;
        this.deadline = deadline;
    }

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription.set(given);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part(buffers, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        parts.add(new Part(List.of(), true, null));
    }

    @Override
    public int read() throws IOException {
        return awaitBytes() ? current.buffers().get(index).get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!awaitBytes()) {
            return -1;
        }
        ByteBuffer buffer = current.buffers().get(index);
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    /** Ends the connection if the body has not been read to its end. */
    @Override
    public void close() {
        Subscription given = subscription.get();
        if (given != null) {
            given.cancel();
        }
        parts.add(new Part(List.of(), true, new IOException("closed")));
    }

    private boolean awaitBytes() throws IOException {
        while (!current.last()) {
            while (index < current.buffers().size()) {
                if (current.buffers().get(index).hasRemaining()) {
                    return true;
                }
                index++;
            }
            current = nextPart();
            index = 0;
        }
        if (current.failure() != null) {
            throw new IOException("the connection broke: " + current.failure().getMessage(), current.failure());
        }
        return false;
    }

    private Part nextPart() throws IOException {
        Part next;
        try {
            next = parts.poll(deadline.remaining(idle).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (next == null) {
            throw new HttpTimeoutException("no byte in " + idle);
        }
        Subscription given = subscription.get();
        if (!next.last() && given != null) {
            given.request(1);
        }
        return next;
    }
}
