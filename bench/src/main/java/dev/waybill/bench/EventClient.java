package dev.waybill.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One client that follows one process, as a browser's EventSource does. For the thread of its selector. */
final class EventClient {

    private static final int RECEIVE_BYTES = 16 << 10;
    private static final String MESSAGE = "\"message\":\"";

    private final InetSocketAddress server;
    private final long process;
    private final StringBuilder rest = new StringBuilder();
    private @Nullable SocketChannel channel;
    private long lastSeq;
    private long id;
    private String event = "";
    private boolean answered;
    private boolean ended;

    EventClient(InetSocketAddress server, long process) {
        this.server = server;
        this.process = process;
    }

    /** Hears what it is sent. */
    interface Heard {
        /** @param message what the event says; null when it says nothing */
        void event(long seq, long lastSeq, @Nullable String message);
    }

    long lastSeq() {
        return lastSeq;
    }

    /** Whether the server has begun to answer. */
    boolean answered() {
        return answered;
    }

    /** Whether it was told that nothing more comes. */
    boolean ended() {
        return ended;
    }

    void connect(Selector selector) throws IOException {
        SocketChannel fresh = SocketChannel.open();
        fresh.configureBlocking(false);
        fresh.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
        boolean unused = fresh.connect(server);
        SelectionKey key = fresh.register(selector, SelectionKey.OP_CONNECT, this);
        channel = fresh;
        answered = false;
        rest.setLength(0);
        if (unused) {
            ask(key);
        }
    }

    /** Connected: asks, with HTTP/1.0 so that the answer comes in one piece. */
    void ask(SelectionKey key) throws IOException {
        SocketChannel connected = (SocketChannel) key.channel();
        if (!connected.finishConnect()) {
            return;
        }
        String request = """
                GET /api/processes/%d/stream HTTP/1.0\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Last-Event-ID: %d\r
                \r
                """.formatted(process, ApiNode.KEY, lastSeq);
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            connected.write(bytes);
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Reads what is there; false when the stream is at its end. */
    boolean read(ByteBuffer buffer, Heard heard) throws IOException {
        SocketChannel open = channel;
        if (open == null) {
            return false;
        }
        buffer.clear();
        int count = open.read(buffer);
        if (count < 0) {
            return false;
        }
        // what is looked for is ASCII, and no character is cut in two
        rest.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        int from = 0;
        for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", from)) {
            line(rest.substring(from, end).stripTrailing(), heard);
            from = end + 1;
        }
        rest.delete(0, from);
        return true;
    }

    void close() throws IOException {
        SocketChannel open = channel;
        if (open != null) {
            open.close();
        }
    }

    private void line(String line, Heard heard) {
        if (line.startsWith("HTTP/1.1 ") && !line.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException("process " + process + ": " + line);
        }
        answered = true;
        if (line.startsWith("id: ")) {
            id = Long.parseLong(line.substring("id: ".length()));
        } else if (line.startsWith("event: ")) {
            event = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
            data(line, heard);
            id = 0;
            event = "";
        }
    }

    private void data(String line, Heard heard) {
        ended |= event.equals("end");
        if (id > 0) {
            int at = line.indexOf(MESSAGE);
            String message =
                    at < 0 ? null : line.substring(at + MESSAGE.length(), line.indexOf('"', at + MESSAGE.length()));
            heard.event(id, lastSeq, message);
            lastSeq = Math.max(lastSeq, id);
        }
    }
}
