package dev.waybill.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What JobRunr wants to send on one stream, until it is sent. JobRunr writes to all streams from one thread: here that
 * never waits, and a reader who falls {@value #MOST} frames behind is given up instead of holding up the others.
 */
final class Frames extends OutputStream {

    static final int MOST = 32;

    /** An empty one is the end. */
    private final BlockingQueue<Optional<byte[]>> waiting = new ArrayBlockingQueue<>(MOST + 1);

    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private final Runnable giveUp;
    private volatile boolean closed;

    /** @param giveUp ends the sending of a reader who is too slow; must not wait */
    Frames(Runnable giveUp) {
        this.giveUp = giveUp;
    }

    @Override
    public synchronized void write(int octet) {
        unfinished.write(octet);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        unfinished.write(bytes, offset, length);
    }

    /** Makes what was written one frame. */
    @Override
    public synchronized void flush() throws IOException {
        if (closed) {
            throw new IOException("the stream has ended");
        }
        byte[] frame = unfinished.toByteArray();
        unfinished.reset();
        if (frame.length == 0) {
            return;
        }
        if (waiting.size() >= MOST || !waiting.offer(Optional.of(frame))) {
            close();
            giveUp.run();
            throw new IOException("the reader is too slow");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            waiting.offer(Optional.empty());
        }
    }

    /** The next frame; empty when none came in time; null at the end. */
    byte @Nullable [] next(long patience, TimeUnit unit) throws InterruptedException {
        Optional<byte[]> frame = waiting.poll(patience, unit);
        if (frame == null) {
            return closed ? null : new byte[0];
        }
        return frame.orElse(null);
    }
}
