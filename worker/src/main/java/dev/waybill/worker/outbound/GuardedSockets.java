package dev.waybill.worker.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that look at the address in the moment of connecting. Whatever a name resolved to before, and whoever asked:
 * this is where the connection goes, so there is nothing left to rebind.
 */
final class GuardedSockets extends SocketFactory {

    private final Destinations destinations;

    GuardedSockets(Destinations destinations) {
        this.destinations = destinations;
    }

    @Override
    public Socket createSocket() {
        return new Guarded(destinations);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        try {
            socket.connect(address);
            return socket;
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    private static final class Guarded extends Socket {

        private final Destinations destinations;

        Guarded(Destinations destinations) {
            // a plain one would go through the SOCKS proxy of the JVM's properties
            super(Proxy.NO_PROXY);
            this.destinations = destinations;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress destination)) {
                throw new ForbiddenDestination("url_forbidden_address", "That is no address of the internet.");
            }
            destinations.require(destination);
            super.connect(endpoint, timeout);
        }
    }
}
