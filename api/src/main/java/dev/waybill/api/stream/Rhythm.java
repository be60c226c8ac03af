package dev.waybill.api.stream;

import java.io.IOException;
import java.time.Duration;

/** When a stream must say that it is alive, and when it ends. */
final class Rhythm {

    private final long keepAliveNanos;
    private final long end;
    private long nextKeepAlive;

    Rhythm(Duration keepAlive, Duration duration) {
        long now = System.nanoTime();
        this.keepAliveNanos = keepAlive.toNanos();
        this.end = now + duration.toNanos();
        this.nextKeepAlive = now + keepAliveNanos;
    }

    /** Nanoseconds until something is to be done even if nothing changes; from 0. */
    long untilNext() {
        long now = System.nanoTime();
        return Math.max(0, Math.min(end - now, nextKeepAlive - now));
    }

    boolean over() {
        return System.nanoTime() - end >= 0;
    }

    /** Sends the comment when it is time. */
    void keepAlive(EventWriter writer) throws IOException {
        long now = System.nanoTime();
        if (now - nextKeepAlive >= 0) {
            writer.comment("keep-alive");
            writer.flush();
            nextKeepAlive = now + keepAliveNanos;
        }
    }
}
