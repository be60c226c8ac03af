package dev.waybill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Many clients on one thread, that of the caller. They reconnect when their stream ends, from where it ended. */
final class EventClients implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MOST_UNANSWERED = 50;
    private static final int SELECT_MILLIS = 100;
    private static final double MICROS_A_MILLI = 1e3;

    private final InetSocketAddress server;
    private final int events;
    private final int uncounted;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final List<EventClient> clients = new ArrayList<>();
    private final List<Double> millis = new ArrayList<>();
    private long heard;
    private long missed;
    private long twice;
    private long reconnects;

    /**
     * @param events that each process has
     * @param uncounted of a process's notes, those at first whose delay is not counted
     */
    EventClients(int port, int events, int uncounted) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.events = events;
        this.uncounted = uncounted;
        this.selector = Selector.open();
    }

    /**
     * What all clients together were sent.
     *
     * @param millis from when a note is written to when a client has it
     */
    record Seen(List<Double> millis, long events, long missed, long twice, long reconnects) {}

    /** One more client; returns once not too many wait for their answer. */
    void open(long process) throws IOException {
        EventClient client = new EventClient(server, process);
        clients.add(client);
        client.connect(selector);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (clients.stream().filter(one -> !one.answered()).count() > MOST_UNANSWERED) {
            requireBefore(deadline, "clients get no answer");
            step();
        }
    }

    /** Reads until every process has ended for each client. */
    void await(Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (clients.stream().anyMatch(one -> !one.ended())) {
            requireBefore(deadline, "clients are not told of the end");
            for (int steps = 0; steps < SELECT_MILLIS; steps++) {
                step();
            }
        }
    }

    Seen seen() {
        long behind = clients.stream().mapToLong(one -> events - one.lastSeq()).sum();
        return new Seen(millis, heard, missed + behind, twice, reconnects);
    }

    private static void requireBefore(long deadline, String otherwise) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException(otherwise);
        }
    }

    private void step() throws IOException {
        int unused = selector.select(this::serve, SELECT_MILLIS);
    }

    private void serve(SelectionKey key) {
        EventClient client = (EventClient) key.attachment();
        try {
            if (key.isConnectable()) {
                client.ask(key);
            } else if (!client.read(buffer, this::event)) {
                client.close();
                if (!client.ended()) {
                    reconnects++;
                    client.connect(selector);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void event(long seq, long lastSeq, @Nullable String message) {
        heard++;
        if (seq <= lastSeq) {
            twice++;
        }
        missed += Math.max(0, seq - lastSeq - 1);
        if (message != null && seq > uncounted + 2) {
            millis.add((Waybill.micros() - Long.parseLong(message)) / MICROS_A_MILLI);
        }
    }

    @Override
    public void close() {
        try {
            for (EventClient client : clients) {
                client.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
