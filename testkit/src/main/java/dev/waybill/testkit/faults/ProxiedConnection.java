package dev.waybill.testkit.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a {@link FaultyProxy}. */
final class ProxiedConnection {

    private static final int BUFFER = 16_384;

    private final FaultyProxy proxy;
    private final Socket client;
    private final Socket server;
    private final AtomicInteger open = new AtomicInteger(2);
    private volatile boolean abandoned;

    ProxiedConnection(FaultyProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void start() {
        Thread.ofVirtual().name("faulty-proxy-to-server").start(() -> pass(client, server));
        Thread.ofVirtual().name("faulty-proxy-to-client").start(() -> pass(server, client));
    }

    void reset() {
        reset(client);
        reset(server);
    }

    void endForClient() {
        try {
            client.shutdownOutput();
        } catch (IOException e) {
            reset(client);
        }
    }

    void abandon() {
        abandoned = true;
        reset(server);
    }

    /** Ends a socket with RST. */
    static void reset(Socket socket) {
        try (socket) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // it had ended
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            copy(from, to);
            if (!abandoned) {
                proxy.travel();
                to.shutdownOutput();
            }
        } catch (IOException e) {
            if (!abandoned) {
                reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (open.decrementAndGet() == 0) {
                reset();
                proxy.ended(this);
            }
        }
    }

    private void copy(Socket from, Socket to) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            proxy.travel();
            if (!abandoned) {
                write(out, buffer, count);
            }
        }
    }

    // what is written to a side that was just abandoned is swallowed, and the other side is read on
    private void write(OutputStream out, byte[] buffer, int count) throws IOException {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            if (!abandoned) {
                throw e;
            }
        }
    }
}
