package dev.waybill.shared.database;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets for PostgreSQL's driver, which looks after each notification whether another one has come: it does so by a read
 * with the shortest timeout that there is, a millisecond, in which the notification waits. Here such a read answers at once.
 */
public final class PromptSockets extends SocketFactory {

    /** For the driver, which is told of it by name ({@code socketFactory}). */
    public PromptSockets() {}

    @Override
    public Socket createSocket() {
        return new PromptSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
    }

    private static Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
        Socket socket = new PromptSocket();
        try {
            socket.bind(from);
            socket.connect(to);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private static final class PromptSocket extends Socket {

        private static final int SHORTEST_TIMEOUT_MILLIS = 1;

        private volatile boolean glances;

        @Override
        public void setSoTimeout(int millis) throws SocketException {
            super.setSoTimeout(millis);
            glances = millis == SHORTEST_TIMEOUT_MILLIS;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new PromptInput(super.getInputStream());
        }

        private final class PromptInput extends FilterInputStream {

            PromptInput(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                requireSomething();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                requireSomething();
                return super.read(bytes, from, length);
            }

            private void requireSomething() throws IOException {
                if (glances && available() == 0) {
                    throw new SocketTimeoutException("Nothing has come");
                }
            }
        }
    }
}
